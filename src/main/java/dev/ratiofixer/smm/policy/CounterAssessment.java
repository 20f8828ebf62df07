package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.PolicySettings;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.stats.Quantiles;
import org.jspecify.annotations.Nullable;

/**
 * Where one counter stands against its expectation.
 *
 * @param target the expected count at the target quantile
 * @param targetRate the same for each view
 */
public record CounterAssessment(
        AssessedCounter counter, CounterHealth health, long count, double target, double targetRate) {
    /** Hysteresis: what begins under the trigger goes on until the count is as far above the target. */
    public enum CounterHealth {
        /** Hidden, or nothing is expected of it. */
        UNKNOWN,
        /** Under the trigger quantile. */
        SHORT,
        /** Between the trigger and its mirror above. */
        FAIR,
        /** Above the trigger's mirror: p75 for a trigger of p25. */
        AMPLE
    }

    /** How many are missing to the target, 0 for none. */
    public long missing() {
        return health == CounterHealth.UNKNOWN ? 0 : Math.max(0, Math.round(target - count));
    }

    /** Reads it out of the evidence. */
    public static CounterAssessment of(AssessedCounter counter, Evidence evidence, PolicySettings settings) {
        @Nullable
        Long count = switch (counter) {
            case LIKES -> evidence.sample().counters().likes();
            case COMMENTS -> evidence.sample().counters().comments();
        };
        @Nullable
        Quantiles band = switch (counter) {
            case LIKES -> evidence.likes();
            case COMMENTS -> evidence.comments();
        };
        @Nullable Long views = evidence.sample().counters().views();
        if (count == null || band == null || views == null || views == 0) {
            return new CounterAssessment(counter, CounterHealth.UNKNOWN, 0, 0, 0);
        }
        double target = band.at(settings.target());
        CounterHealth health = count < band.at(settings.trigger())
                ? CounterHealth.SHORT
                : count > band.at(1 - settings.trigger()) ? CounterHealth.AMPLE : CounterHealth.FAIR;
        return new CounterAssessment(counter, health, count, target, target / views);
    }

    /** The two counters that a lever is for. */
    public enum AssessedCounter {
        LIKES,
        COMMENTS;

        /** {@code likes}, {@code comments}. */
        public String word() {
            return switch (this) {
                case LIKES -> "likes";
                case COMMENTS -> "comments";
            };
        }

        /** This counter of a reading, {@code null} when it was hidden. */
        @Nullable
        public Long of(CampaignReading reading) {
            return switch (this) {
                case LIKES -> reading.likes();
                case COMMENTS -> reading.comments();
            };
        }

        /** What was expected of it at the target quantile, {@code null} when nothing was. */
        @Nullable
        public Double target(CampaignReading reading) {
            return switch (this) {
                case LIKES -> reading.targetLikes();
                case COMMENTS -> reading.targetComments();
            };
        }
    }
}
