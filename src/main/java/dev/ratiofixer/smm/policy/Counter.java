package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.order.CampaignReading;
import org.jspecify.annotations.Nullable;

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
    Long of(CampaignReading reading) {
        return switch (this) {
            case LIKES -> reading.likes();
            case COMMENTS -> reading.comments();
        };
    }

    /** What was expected of it at the target quantile, {@code null} when nothing was. */
    @Nullable
    Double target(CampaignReading reading) {
        return switch (this) {
            case LIKES -> reading.targetLikes();
            case COMMENTS -> reading.targetComments();
        };
    }
}
