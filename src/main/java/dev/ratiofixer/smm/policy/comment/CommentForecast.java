package dev.ratiofixer.smm.policy.comment;

import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.policy.ForecastFactor;
import dev.ratiofixer.smm.policy.ForecastMaker;
import dev.ratiofixer.smm.policy.OrderEffectEstimator;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import java.time.Duration;
import java.util.List;

/**
 * What the next prompt is forecast to bring: a guess, pulled towards what earlier prompts on the channel brought. It
 * needs half a day of views.
 */
final class CommentForecast {
    /** A prompt works for about this long. */
    static final Duration WINDOW = OrderEffectEstimator.PROMPT_WINDOW;

    /**
     * Guess: a prompt brings as many comments as the target asks of the window's views, and a twentieth of the likes.
     */
    private static final double COMMENTS = 1;

    private static final double LIKES = 0.05;
    private static final double SHORTEST_DAYS = 0.5;

    private CommentForecast() {}

    static Forecast of(PolicyInput now) {
        double views = viewsADay(now.history().readings()) * WINDOW.toDays();
        if (views <= 0) {
            return Forecast.NOTHING;
        }
        return ForecastMaker.of(
                now,
                views * now.standing(AssessedCounter.LIKES).targetRate(),
                factor(now, AssessedCounter.LIKES, LIKES),
                views * now.standing(AssessedCounter.COMMENTS).targetRate(),
                factor(now, AssessedCounter.COMMENTS, COMMENTS));
    }

    private static ForecastFactor factor(PolicyInput now, AssessedCounter counter, double guess) {
        return ForecastFactor.of(now, OrderType.OWNER_COMMENT, counter, guess, guess);
    }

    /** Views a day by the last days' readings; 0 when they are less than half a day apart. */
    private static double viewsADay(List<CampaignReading> readings) {
        if (readings.size() < 2) {
            return 0;
        }
        CampaignReading last = readings.getLast();
        CampaignReading first = readings.stream()
                .filter(reading -> reading.at().isAfter(last.at().minus(WINDOW)))
                .findFirst()
                .orElse(last);
        double days = Duration.between(first.at(), last.at()).toMillis()
                / (double) Duration.ofDays(1).toMillis();
        return days < SHORTEST_DAYS ? 0 : Math.max(0, last.views() - first.views()) / days;
    }
}
