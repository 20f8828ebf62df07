package dev.ratiofixer.smm.policy.comment;

import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.order.Settlement.Uplift;
import dev.ratiofixer.smm.policy.CounterAssessment.AssessedCounter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an order brought: the count that came in its window, less what the views of that window would have brought at
 * the pace before it. The pace is counts per expected count, so that the expectation's own growth is no effect.
 *
 * <p>The interval holds nine cases of ten: Poisson's spread of both counts and a day's mood. What else happened in the
 * window (another order, a broadcast) is in the estimate, and nobody can tell it apart.
 */
public final class UpliftEstimator {
    /** A prompt works for about this long. */
    public static final Duration PROMPT_WINDOW = CommentForecast.WINDOW;

    /** Standard deviations to each side that hold nine cases of ten. */
    private static final double NINE_OF_TEN = 1.645;

    private static final double MOOD = 0.15;
    private static final Duration SHORTEST = Duration.ofHours(12);

    private UpliftEstimator() {}

    /**
     * The effect of an order between two instants.
     *
     * @param readings oldest first
     */
    public static Effect measure(List<CampaignReading> readings, Instant from, Instant to) {
        // A young campaign has no window's worth of past: what there is has to do.
        Optional<CampaignReading> before = last(readings, from.minus(Duration.between(from, to)))
                .or(() -> readings.stream().findFirst());
        Optional<CampaignReading> start = last(readings, from);
        Optional<CampaignReading> end = last(readings, to);
        if (before.isEmpty() || start.isEmpty() || end.isEmpty()) {
            return Effect.UNKNOWN;
        }
        CampaignReading a = before.get();
        CampaignReading b = start.get();
        CampaignReading c = end.get();
        boolean apart = lasted(a, b) && lasted(b, c) && a.regime() == c.regime();
        return apart
                ? new Effect(uplift(a, b, c, AssessedCounter.LIKES), uplift(a, b, c, AssessedCounter.COMMENTS))
                : Effect.UNKNOWN;
    }

    private static boolean lasted(CampaignReading from, CampaignReading to) {
        return Duration.between(from.at(), to.at()).compareTo(SHORTEST) >= 0;
    }

    private static @Nullable Uplift uplift(
            CampaignReading a, CampaignReading b, CampaignReading c, AssessedCounter counter) {
        Long first = counter.of(a);
        Long second = counter.of(b);
        Long third = counter.of(c);
        Double target = counter.target(b);
        if (first == null || second == null || third == null || target == null || b.views() == 0) {
            return null;
        }
        double rate = target / b.views();
        double asked = Math.max(1e-9, (b.views() - a.views()) * rate);
        double came = Math.max(0, second - first);
        double pace = came / asked;
        double usual = pace * Math.max(0, c.views() - b.views()) * rate;
        double brought = third - second;
        double relative = 1 / Math.max(1, came) + MOOD * MOOD;
        double deviation = Math.sqrt(Math.max(1, brought) + usual * usual * relative);
        double estimate = brought - usual;
        return new Uplift(estimate, estimate - NINE_OF_TEN * deviation, estimate + NINE_OF_TEN * deviation);
    }

    private static Optional<CampaignReading> last(List<CampaignReading> readings, Instant at) {
        return readings.stream().filter(reading -> !reading.at().isAfter(at)).reduce((one, other) -> other);
    }
}
