package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * Distinguishes what one public view means. Ratios of counters from two regimes must never be compared.
 *
 * <p>Source: YouTube counts a Short's view at its first frame since 2025-03-31, and every format's since about
 * 2026-08-27, as measured; Google's texts name 2026-08-24 and 2026-08-27. The second date can be set:
 * {@code youtube.first_frame_since}.
 */
public enum CountingRegime {
    /** A view counts after a while of watching. */
    @JsonProperty("original")
    ORIGINAL,
    /** A view counts at its first frame. */
    @JsonProperty("first_frame")
    FIRST_FRAME;

    /** Since when a Short's view counts at its first frame. */
    public static final Instant SHORTS_CHANGED = Instant.parse("2025-03-31T00:00:00Z");

    /** Since when every other view counts at its first frame, where nobody set another date. */
    public static final Instant VIDEOS_CHANGED = Instant.parse("2026-08-27T00:00:00Z");

    /** The regime in force for a form at an instant, by the usual date of the change. */
    public static CountingRegime of(VideoForm form, Instant at) {
        return of(form, at, VIDEOS_CHANGED);
    }

    /**
     * The regime in force for a form at an instant.
     *
     * @param videosChanged since when ordinary videos' views count at the first frame
     */
    public static CountingRegime of(VideoForm form, Instant at, Instant videosChanged) {
        return at.isBefore(form == VideoForm.SHORT ? SHORTS_CHANGED : videosChanged) ? ORIGINAL : FIRST_FRAME;
    }

    /** Since when a form's views count at the first frame. */
    public static Instant changeOf(VideoForm form) {
        return switch (form) {
            case SHORT -> SHORTS_CHANGED;
            case VIDEO -> VIDEOS_CHANGED;
        };
    }
}
