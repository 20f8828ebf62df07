package dev.ratiofixer.video;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Holds what does not change about a video with every view. It changes when a premiere comes out, and when its owner
 * edits the title.
 *
 * @param publishedAt of an upcoming video the date that it is or was scheduled
 * @param duration positive, {@code null} while it is unknown: of an upcoming video and of a running stream
 */
public record VideoFacts(
        VideoId id,
        String title,
        String channelId,
        Instant publishedAt,
        @Nullable Duration duration,
        VideoForm form,
        Category category) {

    /** A duration that is not positive is an unknown one. */
    public VideoFacts {
        duration = duration == null || !duration.isPositive() ? null : duration;
    }

    /** Whether it can be watched in full by then, as far as these facts tell. */
    public boolean isOut(Instant now) {
        return duration != null && !publishedAt.isAfter(now);
    }

    /** In whole seconds, 0 where it is unknown, as a model's features have it. */
    public long durationSecondsOrZero() {
        return duration == null ? 0 : duration.toSeconds();
    }

    /** The same of another form. */
    public VideoFacts withForm(VideoForm other) {
        return other == form ? this : new VideoFacts(id, title, channelId, publishedAt, duration, other, category);
    }

    /**
     * The facts to go on with after newer ones of the same video were read. The form stays as it was settled at the
     * start, where a person may have chosen it; only a video whose duration was unknown then may turn out a Short.
     */
    public VideoFacts after(VideoFacts newer) {
        boolean settled = duration != null || form == VideoForm.SHORT;
        return settled ? newer.withForm(form) : newer;
    }
}
