package dev.ratiofixer.sandbox.audience;

/**
 * The owner's comment on its own video.
 *
 * @param atMillis when it was posted
 * @param nth which of the video's it is, from 1: each later one works less
 */
public record Prompt(long atMillis, int nth) {
    private static final double COMMENTS_A_VIEW = 2.0;
    private static final double DECAY_MILLIS = 3 * 86_400_000.0;

    /** How many times the usual comments a view it adds at an instant. */
    public double strength(long nowMillis) {
        return COMMENTS_A_VIEW / nth * Math.exp(-(nowMillis - atMillis) / DECAY_MILLIS);
    }
}
