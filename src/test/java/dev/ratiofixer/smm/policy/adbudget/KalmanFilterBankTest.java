package dev.ratiofixer.smm.policy.adbudget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.smm.policy.adbudget.KalmanFilterBank.SeenSpan;
import dev.ratiofixer.smm.policy.adbudget.NetworkMultiples.PaidBelief;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.CampaignSpan;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.PaidEstimate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KalmanFilterBankTest {
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final double[] WEIGHTS = {1};

    /** Quarters of days whose counts scatter, some of them bursts. */
    private static List<SeenSpan> spans(long seed, int count) {
        Random random = new Random(seed);
        List<SeenSpan> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant from = START.plus(Duration.ofHours(6L * i));
            double organic = 400 + 200 * random.nextDouble();
            double paid = 100 + 100 * random.nextDouble();
            double likes = 0.03 * (0.4 * organic + 1.3 * paid) * (0.8 + 0.4 * random.nextDouble());
            CampaignSpan span = new CampaignSpan(
                    from, from.plus(Duration.ofHours(6)), organic + paid, organic, paid, Math.rint(likes), 0.03, 0.02);
            spans.add(seen(span, i % 17 == 16));
        }
        return spans;
    }

    private static SeenSpan seen(CampaignSpan span, boolean burst) {
        return new SeenSpan(span, 0, 0.01, burst);
    }

    private static PaidEstimate believed(double median, List<SeenSpan> spans) {
        return PaidBelief.of(median, List.of(spans), WEIGHTS, null, 0.7);
    }

    @Test
    void aBankThatGoesOnBelievesWhatOneFromTheStartDoes() {
        List<SeenSpan> spans = spans(5, 90);

        PaidEstimate atOnce = believed(0.4, spans);
        // No bank can go back, so these begin anew, and the last goes on from the one before.
        List<PaidEstimate> growing = new ArrayList<>();
        for (int end = 1; end <= spans.size(); end += 3) {
            growing.add(believed(0.4, spans.subList(0, end)));
        }
        PaidEstimate afterwards = believed(0.4, spans);

        assertThat(afterwards).isEqualTo(atOnce);
        assertThat(growing.getLast()).isNotEqualTo(growing.getFirst());
    }

    @Test
    void aBankOfOtherSpansIsNotTaken() {
        List<SeenSpan> spans = spans(5, 40);
        PaidEstimate first = believed(0.4, spans);
        List<SeenSpan> restated = new ArrayList<>(spans);
        restated.set(20, spans(6, 40).get(20));

        PaidEstimate other = believed(0.4, restated);
        PaidEstimate sameAgain = believed(0.4, spans);

        assertThat(other).isNotEqualTo(first);
        assertThat(sameAgain).isEqualTo(first);
        assertThat(believed(0.5, spans)).isNotEqualTo(first);
    }
}
