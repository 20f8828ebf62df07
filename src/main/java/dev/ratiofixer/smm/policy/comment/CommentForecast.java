package dev.ratiofixer.smm.policy.comment;

import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.order.Settlement.Uplift;
import dev.ratiofixer.smm.policy.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.OrderEffectEstimator;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PolicyInput.OrderHistory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the next prompt is forecast to bring: a guess, pulled towards what the campaign's earlier prompts brought. */
final class CommentForecast {
    /** A prompt works for about this long. */
    static final Duration WINDOW = OrderEffectEstimator.PROMPT_WINDOW;

    /**
     * Guess: a prompt brings as many comments as the target asks of the window's views, and a twentieth of the likes.
     */
    private static final double COMMENTS = 1;

    private static final double LIKES = 0.05;

    private CommentForecast() {}

    static Forecast of(PolicyInput now) {
        double views = viewsADay(now.history().readings()) * WINDOW.toDays();
        List<Completed> earlier = OrderHistory.of(now, OrderType.OWNER_COMMENT).orders().stream()
                .filter(Completed.class::isInstance)
                .map(Completed.class::cast)
                .toList();
        double likes = views * now.standing(AssessedCounter.LIKES).targetRate() * LIKES;
        double comments = views * now.standing(AssessedCounter.COMMENTS).targetRate() * COMMENTS;
        return new Forecast(
                pulled(likes, earlier, order -> order.settlement().effect().likes()),
                pulled(comments, earlier, order -> order.settlement().effect().comments()));
    }

    private static long pulled(double guess, List<Completed> earlier, Function<Completed, @Nullable Uplift> measured) {
        List<Uplift> effects =
                earlier.stream().map(measured).filter(Objects::nonNull).toList();
        double sum = guess + effects.stream().mapToDouble(Uplift::estimate).sum();
        return Math.max(0, Math.round(sum / (effects.size() + 1)));
    }

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
        return days <= 0 ? 0 : Math.max(0, last.views() - first.views()) / days;
    }
}
