package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.video.VideoId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What never changes in an order's life.
 *
 * @param idempotencyKey names the decision: a second order for the same decision is the first one
 * @param epoch the lease epoch that the campaign was run under when it asked
 * @param cost what it reserves
 * @param limits what the campaign may spend; asked again whenever the order moves on
 * @param evidence why
 * @param summary one sentence for people, without comment text
 * @param expiresAt until when it must have been placed
 */
public record OrderTerms(
        String orderId,
        String idempotencyKey,
        String campaignId,
        VideoId video,
        long epoch,
        String serviceId,
        OrderAction action,
        Money cost,
        @Nullable SpendLimits limits,
        Forecast forecast,
        Evidence evidence,
        String summary,
        Instant orderedAt,
        Instant expiresAt) {
    /** What an order is expected to bring over its life, beyond what would have come without it. Never negative. */
    public record Forecast(
            long likes, long comments, @Nullable ForecastRange range) {
        public static final Forecast NOTHING = new Forecast(0, 0);

        /** One whose interval nobody knows. */
        public Forecast(long likes, long comments) {
            this(likes, comments, null);
        }
    }

    /**
     * How sure a forecast is.
     *
     * @param likesLow with {@code likesHigh} the interval meant to hold nine cases of ten; likewise of comments
     * @param likesBase what the forecast was a multiple of: later forecasts learn from what came for it
     * @param learnedFrom how many measured orders it was learned from
     * @param typicalError by what share earlier forecasts were off, the median; {@code null} before three
     */
    public record ForecastRange(
            long likesLow,
            long likesHigh,
            long commentsLow,
            long commentsHigh,
            double likesBase,
            double commentsBase,
            int learnedFrom,
            @Nullable Double typicalError) {}
}
