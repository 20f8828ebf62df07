package dev.ratiofixer.model.training;

import dev.ratiofixer.model.training.Trainer.PinballLoss;

/** The columns of a row of {@link PinballLoss}'s labels; the first two are what the loss compares. */
final class Target {
    /** Weights of likes and comments, 0 when missing. */
    static final int WEIGHT = 2;

    static final int LOG_VIEWS = 4;
    /** The log rates of likes and comments from which the network starts. */
    static final int OFFSET = 5;

    /**
     * 1 where the video is {@link dev.ratiofixer.model.Features#described}, by which the network corrects its answer.
     */
    static final int DESCRIBED = 7;

    static final int WIDTH = 8;

    private Target() {}
}
