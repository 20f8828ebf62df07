package dev.ratiofixer.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people read. */
class NoticeTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static Notice of(NotificationEvent event, String detail, @Nullable String orderId) {
        return new Notice(
                1,
                NOON,
                event,
                "subject",
                detail,
                false,
                "c-1",
                "Spring launch",
                orderId,
                orderId == null ? null : "24.00 USD",
                orderId == null ? null : NOON.plusSeconds(3600));
    }

    @Test
    void anOrderThatWaitsSaysWhatItCostsAndUntilWhen() {
        assertThat(of(NotificationEvent.ORDER_WAITS, "Raise the budget", "o-1").sentence())
                .isEqualTo(
                        "Spring launch: an order waits for a decision: Raise the budget (24.00 USD), decide until 22 Nov"
                                + " 2026, 13:00 UTC");
    }

    @Test
    void idsAndInstantsOfProgramsAreToldAsPeopleTellThem() {
        String detail =
                "it rests until 2026-11-23T07:30:15.123Z (order 2b7e1c1a-0f1e-4a53-9d6b-6a0b3c7d9e10), seen 2026-11-22"
                        + " 09:05:00.5+00 by 10.0.0.1";
        assertThat(of(NotificationEvent.CAMPAIGN_PAUSED, detail, null).sentence())
                .isEqualTo(
                        "Spring launch is paused: it rests until 23 Nov 2026, 07:30 UTC, seen 22 Nov 2026, 09:05 UTC by"
                                + " 10.0.0.1");
    }

    @Test
    void anInstantOfAnotherZoneIsLeftAsItIs() {
        assertThat(of(NotificationEvent.CAMPAIGN_PAUSED, "since 2026-11-22T12:00:00+02:00", null)
                        .sentence())
                .endsWith("since 2026-11-22T12:00:00+02:00");
    }
}
