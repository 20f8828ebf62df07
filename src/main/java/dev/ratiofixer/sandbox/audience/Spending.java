package dev.ratiofixer.sandbox.audience;

/**
 * What a video's campaign may spend.
 *
 * @param dailyMicros its share of the daily budget
 * @param serving false while it is paused
 */
public record Spending(long dailyMicros, boolean serving) {}
