package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.Caller;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.access.SessionStore.StoredSession;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.notify.AlertCondition;
import dev.ratiofixer.notify.Notice;
import dev.ratiofixer.notify.NotificationEvent;
import dev.ratiofixer.notify.NotificationOutbox.Outcome;
import dev.ratiofixer.smm.api.OwnerTokenLedger.Misattribution;
import dev.ratiofixer.smm.api.ServicePreflight;
import dev.ratiofixer.smm.api.ServicePreflight.Item;
import dev.ratiofixer.smm.api.ServicePreflight.Severity;
import dev.ratiofixer.store.access.PgOwnerTokenLedger;
import dev.ratiofixer.store.access.PgSessionStore;
import dev.ratiofixer.store.notify.PgNotificationOutbox;
import dev.ratiofixer.store.order.PgPreflightLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What others call themselves and answer may hold a NUL, which PostgreSQL does not store: a blank stands for it. */
class TextOfOthersIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void whoSignsIn() {
        PgSessionStore sessions = new PgSessionStore(POSTGRES.database());
        String hash = "c".repeat(64);
        Waiting.on(sessions.insert(
                new StoredSession(hash, new Caller("issuer a\0b", "An\0na", Role.VIEWER), NOW.plusSeconds(60)), 10));

        assertThat(Waiting.on(sessions.find(hash, NOW)))
                .hasValueSatisfying(found -> assertThat(found.caller().name()).isEqualTo("An na"));
    }

    @Test
    void whoPosted() {
        PgOwnerTokenLedger tokens = new PgOwnerTokenLedger(POSTGRES.database());
        Waiting.on(tokens.block("d".repeat(64), new Misattribution("UC\0x", "UCone", "Ug\0", NOW)));

        assertThat(Waiting.on(tokens.find("d".repeat(64)))).contains(new Misattribution("UC x", "UCone", "Ug ", NOW));
    }

    @Test
    void whatAnAdsCampaignIsCalled() {
        PgPreflightLedger preflights = new PgPreflightLedger(POSTGRES.database());
        Waiting.on(preflights.claimDue(Map.of("a", "1/2"), NOW, Duration.ofDays(1)));
        Waiting.on(preflights.save(new ServicePreflight(
                "a", "1/2", NOW, List.of(new Item("x", Severity.NOTICE, "campaign \"Old\0One\\u0000\"", "")))));

        assertThat(Waiting.on(preflights.find()).getFirst().items().getFirst().detail())
                .isEqualTo("campaign \"Old One\\u0000\"");
    }

    @Test
    void whatIsToldAndWhatASinkAnswers() {
        PgNotificationOutbox outbox = new PgNotificationOutbox(POSTGRES.database());
        Waiting.on(outbox.seen(List.of(AlertCondition.now(NotificationEvent.BUDGET_NOT_BACK, "a\0part", "it\0is"))));
        Waiting.on(outbox.add(Notice.of(NotificationEvent.BUDGET_NOT_BACK, "a\0part", "it\0is", NOW), null, "mail"));
        List<Notice> taken = Waiting.on(outbox.take("mail", null, "here", Duration.ZERO, true));
        Waiting.on(outbox.sent("mail", "here", taken, new Outcome.Failed("550 no\0"), Duration.ofSeconds(1)));

        assertThat(taken)
                .singleElement()
                .satisfies(notice -> assertThat(notice.detail()).isEqualTo("it is"));
    }
}
