package dev.ratiofixer.smm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaiseResponseTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-02");
    private static final double RATE = 0.04;
    private static final double ORGANIC = 0.3;

    /** So many likes come without any views each day; paid views go up by a fifth a day from the seventh. */
    private static List<CampaignDay> days(double withoutViews, double paid, double raise) {
        List<CampaignDay> days = new ArrayList<>();
        double bought = 1_000;
        for (int i = 0; i < 14; i++) {
            bought *= i < 7 ? 1 : raise;
            double organic = 5_000 - 200.0 * i;
            double likes = withoutViews + RATE * (ORGANIC * organic + paid * bought);
            days.add(new CampaignDay(FIRST.plusDays(i), 100_000, organic + bought, bought, likes, null, RATE, null));
        }
        return days;
    }

    @Test
    void tellsPoorViewersFromLikesThatComeWithoutViews() {
        assertThat(RaiseResponse.surelyPoor(days(300, 0.5, 1.2), Counter.LIKES, ORGANIC))
                .isTrue();
    }

    @Test
    void doesNotBlameGoodOnesForTheOrganicViewersThatBecomeFewer() {
        assertThat(RaiseResponse.surelyPoor(days(0, 1.3, 1.2), Counter.LIKES, ORGANIC))
                .isFalse();
    }

    @Test
    void saysNothingWhilePaidViewsHardlyChangeOrNothingIsCounted() {
        assertThat(RaiseResponse.surelyPoor(days(300, 0.2, 1.02), Counter.LIKES, ORGANIC))
                .isFalse();
        assertThat(RaiseResponse.surelyPoor(days(300, 0.2, 1.2).subList(8, 12), Counter.LIKES, ORGANIC))
                .isFalse();
        assertThat(RaiseResponse.surelyPoor(days(300, 0.2, 1.2), Counter.COMMENTS, ORGANIC))
                .isFalse();
        assertThat(RaiseResponse.surelyPoor(List.of(), Counter.LIKES, ORGANIC)).isFalse();
    }
}
