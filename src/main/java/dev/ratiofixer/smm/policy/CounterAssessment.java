package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.Evidence.Band;
import dev.ratiofixer.smm.api.PolicySettings;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import org.jspecify.annotations.Nullable;

/**
 * Where one counter stands against its expectation.
 *
 * @param target the expected count at the target quantile
 * @param targetRate the same for each view
 */
public record CounterAssessment(Counter counter, Health health, long count, double target, double targetRate) {
    /** Hysteresis: what begins under the trigger goes on until the count is as far above the target. */
    public enum Health {
        /** Hidden, or nothing is expected of it. */
        UNKNOWN,
        /** Under the trigger quantile. */
        SHORT,
        /** Between the trigger and its mirror above. */
        FAIR,
        /** Above the trigger's mirror: p75 for a trigger of p25. */
        AMPLE
    }

    private static final double[] LEVELS = {0.10, 0.25, 0.50, 0.75, 0.90};

    /** How many are missing to the target, 0 for none. */
    public long missing() {
        return health == Health.UNKNOWN ? 0 : Math.max(0, Math.round(target - count));
    }

    /** Reads it out of the evidence. */
    public static CounterAssessment of(Counter counter, Evidence evidence, PolicySettings settings) {
        @Nullable
        Long count = switch (counter) {
            case LIKES -> evidence.sample().counters().likes();
            case COMMENTS -> evidence.sample().counters().comments();
        };
        @Nullable
        Band band = switch (counter) {
            case LIKES -> evidence.likes();
            case COMMENTS -> evidence.comments();
        };
        @Nullable Long views = evidence.sample().counters().views();
        if (count == null || band == null || views == null || views == 0) {
            return new CounterAssessment(counter, Health.UNKNOWN, 0, 0, 0);
        }
        double target = quantile(band, settings.target());
        Health health = count < quantile(band, settings.trigger())
                ? Health.SHORT
                : count > quantile(band, 1 - settings.trigger()) ? Health.AMPLE : Health.FAIR;
        return new CounterAssessment(counter, health, count, target, target / views);
    }

    /**
     * The value of a band at a probability, by a straight line between the five levels that it has; beyond the
     * outermost ones, theirs.
     */
    public static double quantile(Band band, double level) {
        double[] values = {band.p10(), band.p25(), band.p50(), band.p75(), band.p90()};
        if (level <= LEVELS[0]) {
            return values[0];
        }
        int i = 1;
        while (i < LEVELS.length - 1 && level > LEVELS[i]) {
            i++;
        }
        double share = Math.min(1, (level - LEVELS[i - 1]) / (LEVELS[i] - LEVELS[i - 1]));
        return values[i - 1] + share * (values[i] - values[i - 1]);
    }

    /** The two counters that a lever is for. */
    public enum Counter {
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
