package dev.ratiofixer.model;

import java.util.List;

/**
 * Expected likes and comments of videos. Every answer is finite, its quantiles are in order and never fall when only
 * the views grow; the same rows get the same answers.
 *
 * <p>Calls block for as long as the arithmetic takes: never call from an event loop. One thread at a time.
 */
public interface EngagementModel extends AutoCloseable {
    /** Names the model's file and training, such as {@code 2026.11-1a2b3c4d}. */
    String version();

    /** One expectation a row, in the order of the rows. */
    List<Expectation> expect(List<Features> rows);

    @Override
    void close();
}
