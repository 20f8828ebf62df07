package dev.ratiofixer.analytics;

import dev.ratiofixer.bus.BusMessage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the owner's analytics say of a video, as it was last read. Days are of Pacific time. A day without a row is not
 * known, which is not zero: YouTube has not counted it yet, or nothing happened on it, or too little to be shown.
 *
 * @param days oldest first
 * @param sources by day, then by YouTube's word for the source
 * @param readAt when the channel was last read to the end, {@code null} if never or not with the owner's consent
 * @param readyThrough the newest day of which YouTube had a row of the channel, {@code null} if none
 */
public record VideoAnalytics(
        List<VideoDay> days,
        List<SourceDay> sources,
        @Nullable Instant readAt,
        @Nullable LocalDate readyThrough) implements BusMessage {
    /** Nothing is known. */
    public static final VideoAnalytics NONE = new VideoAnalytics(List.of(), List.of(), null, null);

    /** So many of the newest days that have a row are restated by YouTube for a while. */
    public static final int PROVISIONAL_DAYS = 4;

    /** YouTube's word for the views that ads brought. */
    public static final String ADVERTISING = "ADVERTISING";

    /**
     * One day of a video. Counts are what came on that day, negative where YouTube took back more than came.
     *
     * @param engagedViews views that went on past the first frame, or were chosen by a click
     * @param views as the public counter counts them
     * @param averageViewPercentage how much of the video was watched, 0 to 100 and above where people go back
     */
    public record VideoDay(
            LocalDate day,
            @Nullable Long engagedViews,
            @Nullable Long views,
            @Nullable Long likes,
            @Nullable Long dislikes,
            @Nullable Long comments,
            @Nullable Long shares,
            @Nullable Long subscribersGained,
            @Nullable Double averageViewPercentage) {}

    /** The views of one day that came from one source. */
    public record SourceDay(
            LocalDate day,
            String source,
            @Nullable Long engagedViews,
            @Nullable Long views) {}

    /** Returns the first day that YouTube may still restate, {@code null} while none is known. */
    public @Nullable LocalDate provisionalSince() {
        return readyThrough == null ? null : readyThrough.minusDays(PROVISIONAL_DAYS - 1);
    }

    public VideoAnalytics {
        days = List.copyOf(days);
        sources = List.copyOf(sources);
    }
}
