package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.order.OrderTerms.ForecastRange;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.CounterHealth;
import org.jspecify.annotations.Nullable;

/** Makes an order's forecast of its bases and factors, bounded by what is missing. Pure. */
public final class ForecastMaker {
    private ForecastMaker() {}

    /**
     * What an order is forecast to bring.
     *
     * @param likes what the likes' factor multiplies, not negative; likewise the comments'
     */
    public static Forecast of(
            PolicyInput now, double likes, ForecastFactor likesFactor, double comments, ForecastFactor commentsFactor) {
        long mostLikes = most(now, AssessedCounter.LIKES);
        long mostComments = most(now, AssessedCounter.COMMENTS);
        ForecastRange range = new ForecastRange(
                bounded(likes * likesFactor.low(), mostLikes),
                bounded(likes * likesFactor.high(), mostLikes),
                bounded(comments * commentsFactor.low(), mostComments),
                bounded(comments * commentsFactor.high(), mostComments),
                likes,
                comments,
                Math.max(likesFactor.learnedFrom(), commentsFactor.learnedFrom()),
                larger(likesFactor.typicalError(), commentsFactor.typicalError()));
        return new Forecast(
                bounded(likes * likesFactor.mean(), mostLikes),
                bounded(comments * commentsFactor.mean(), mostComments),
                range);
    }

    /** One sentence's end for people; empty where nothing is forecast. */
    public static String text(Forecast forecast) {
        ForecastRange range = forecast.range();
        if (range == null) {
            return "";
        }
        String error = range.typicalError() == null
                ? range.learnedFrom() == 0 ? "a guess, nothing was measured yet" : "few orders were measured yet"
                : "such forecasts were off by %.0f %% so far".formatted(100 * range.typicalError());
        return "; forecast %d likes (%d to %d) and %d comments (%d to %d), %s"
                .formatted(
                        forecast.likes(),
                        range.likesLow(),
                        range.likesHigh(),
                        forecast.comments(),
                        range.commentsLow(),
                        range.commentsHigh(),
                        error);
    }

    /** No order is said to bring more than is missing; where nothing is missing, more than the counter has already. */
    private static long most(PolicyInput now, AssessedCounter counter) {
        CounterAssessment standing = now.standing(counter);
        return standing.health() == CounterHealth.SHORT
                ? Math.max(1, standing.missing())
                : Math.max(0, standing.count());
    }

    private static long bounded(double forecast, long most) {
        return Math.clamp(Math.round(forecast), 0, most);
    }

    private static @Nullable Double larger(@Nullable Double one, @Nullable Double other) {
        return one == null ? other : other == null ? one : Double.valueOf(Math.max(one, other));
    }

    /** The guess of an order that buys views: as many as the estimate of paid viewers says. */
    public static ForecastFactor ofPaid(PolicyInput now, AssessedCounter counter) {
        return ForecastFactor.of(now, OrderType.AD_BUDGET, counter, 1, 1);
    }
}
