package dev.ratiofixer.video;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * Distinguishes what one public view means. Ratios of counters from two regimes must never be compared.
 *
 * <p>Source: YouTube counts a Short's view at its first frame since 2025-03-31, and every format's since 2026-08-24.
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

    private static final Instant ALL_CHANGED = Instant.parse("2026-08-24T00:00:00Z");

    /** The regime in force for a form at an instant. */
    public static CountingRegime of(VideoForm form, Instant at) {
        return at.isBefore(changeOf(form)) ? ORIGINAL : FIRST_FRAME;
    }

    /** Since when a form's views count at the first frame. */
    public static Instant changeOf(VideoForm form) {
        return switch (form) {
            case SHORT -> SHORTS_CHANGED;
            case VIDEO -> ALL_CHANGED;
        };
    }
}
