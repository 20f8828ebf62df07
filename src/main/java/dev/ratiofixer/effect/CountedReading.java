package dev.ratiofixer.effect;

/**
 * Holds a video's views and one of its counters at an age.
 *
 * @param hours since the video was published
 */
public record CountedReading(double hours, double views, double count) {}
