package dev.ratiofixer.video;

import java.time.Instant;

/**
 * One reading of a video's counters.
 *
 * @param at when the answer came
 * @param corrected whether a counter is lower than in the reading before: YouTube took some back
 */
public record Sample(Instant at, Counters counters, CountingRegime countingRegime, boolean corrected) {}
