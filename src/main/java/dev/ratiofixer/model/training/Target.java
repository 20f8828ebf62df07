package dev.ratiofixer.model.training;

/** The columns of a row of {@link PinballLoss}'s labels; the first two are what the loss compares. */
final class Target {
    /** Weights of likes and comments, 0 when missing. */
    static final int WEIGHT = 2;

    static final int LOG_VIEWS = 4;
    /** The channel's log rates of likes and comments. */
    static final int OFFSET = 5;

    static final int WIDTH = 7;

    private Target() {}
}
