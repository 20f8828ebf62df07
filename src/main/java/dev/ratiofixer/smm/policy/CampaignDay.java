package dev.ratiofixer.smm.policy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one whole day of the ads account brought.
 *
 * @param before public views when it began
 * @param views public views of the day, paid ones included
 * @param paidViews as Google Ads counts them
 * @param likes {@code null} when they were hidden at one end of the day
 * @param likeTarget the likes a view that the target asked for at the day's end, {@code null} when unknown
 */
record CampaignDay(
        LocalDate date,
        double before,
        double views,
        double paidViews,
        @Nullable Double likes,
        @Nullable Double comments,
        @Nullable Double likeTarget,
        @Nullable Double commentTarget) {
    @Nullable
    Double count(Counter counter) {
        return switch (counter) {
            case LIKES -> likes;
            case COMMENTS -> comments;
        };
    }

    @Nullable
    Double target(Counter counter) {
        return switch (counter) {
            case LIKES -> likeTarget;
            case COMMENTS -> commentTarget;
        };
    }

    /** Organic views of the day over all views before it. */
    double growth() {
        return organicViews() / Math.max(1, before);
    }

    double organicViews() {
        return Math.max(0, views - paidViews);
    }
}
