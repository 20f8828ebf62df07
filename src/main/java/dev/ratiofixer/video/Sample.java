package dev.ratiofixer.video;

import java.time.Instant;

/**
 * Holds a video's counters at a time.
 *
 * @param at when the answer came
 * @param corrected whether a counter is lower than in the reading before: YouTube took some back
 */
public record Sample(Instant at, Counters counters, CountingRegime countingRegime, boolean corrected) {}
