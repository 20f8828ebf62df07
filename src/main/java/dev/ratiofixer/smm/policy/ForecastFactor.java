package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.OrderTerms.ForecastRange;
import dev.ratiofixer.smm.order.Settlement.Uplift;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says by what to multiply the base of a forecast: a guess, pulled towards what orders of the same type have been
 * measured to bring for their base, in this campaign and in the other campaigns of its owner's channel. A
 * random-effects mean (DerSimonian and Laird, <i>Controlled Clinical Trials</i> 7, 1986) with the guess as a normal
 * prior; an order that is measured exactly counts more than one that is not, and none counts more than the orders
 * differ by. Orders that were measured together with others do not count. Pure.
 *
 * @param mean never negative, at most {@value #MOST} times the guess
 * @param low the interval that holds what one order brings in nine cases of ten, as far as this is known
 * @param learnedFrom how many measured orders it was learned from
 * @param typicalError by what share of the forecast earlier orders were off, the median; {@code null} before three
 */
public record ForecastFactor(
        double mean,
        double low,
        double high,
        int learnedFrom,
        @Nullable Double typicalError) {
    private static final double MOST = 3;
    private static final double NINE_OF_TEN = 1.645;
    /** How much orders differ from each other, as a share of the guess. */
    private static final double BETWEEN = 0.5;

    private static final int FEWEST_FOR_ERROR = 3;

    private record Outcome(double ratio, double deviation, double off) {}

    /**
     * Learns the factor of a type of order for a counter.
     *
     * @param guess what the factor is before anything was measured
     * @param unsure the guess's own standard deviation
     */
    public static ForecastFactor of(
            PolicyInput now, OrderType type, AssessedCounter counter, double guess, double unsure) {
        List<Outcome> outcomes = Stream.concat(now.history().orders().stream(), now.history().ofOwner().stream())
                .filter(order -> order.terms().action().type() == type)
                .flatMap(order -> outcome(order, counter).stream())
                .toList();
        double between = BETWEEN * guess;
        double weight = 1 / (unsure * unsure);
        double sum = guess * weight;
        for (Outcome outcome : outcomes) {
            double each = 1 / (outcome.deviation() * outcome.deviation() + between * between);
            sum += outcome.ratio() * each;
            weight += each;
        }
        double mean = Math.clamp(sum / weight, 0, MOST * guess);
        double reach = NINE_OF_TEN * Math.sqrt(1 / weight + between * between);
        return new ForecastFactor(
                mean, Math.max(0, mean - reach), mean + reach, outcomes.size(), typicalError(outcomes));
    }

    private static @Nullable Double typicalError(List<Outcome> outcomes) {
        return outcomes.size() < FEWEST_FOR_ERROR
                ? null
                : Double.valueOf(outcomes.stream()
                        .mapToDouble(Outcome::off)
                        .sorted()
                        .skip(outcomes.size() / 2)
                        .findFirst()
                        .orElse(0));
    }

    private static List<Outcome> outcome(Order order, AssessedCounter counter) {
        List<Outcome> known = new ArrayList<>();
        if (order instanceof Completed done && done.settlement().effect().alone()) {
            ForecastRange range = done.terms().forecast().range();
            Uplift uplift = counter == AssessedCounter.LIKES
                    ? done.settlement().effect().likes()
                    : done.settlement().effect().comments();
            double base =
                    range == null ? 0 : counter == AssessedCounter.LIKES ? range.likesBase() : range.commentsBase();
            if (uplift != null && base > 0) {
                double deviation = (uplift.high() - uplift.low()) / (2 * NINE_OF_TEN * base);
                double forecast = counter == AssessedCounter.LIKES
                        ? done.terms().forecast().likes()
                        : done.terms().forecast().comments();
                double off = Math.abs(uplift.estimate() - forecast) / Math.max(1, forecast);
                known.add(new Outcome(uplift.estimate() / base, deviation, off));
            }
        }
        return known;
    }
}
