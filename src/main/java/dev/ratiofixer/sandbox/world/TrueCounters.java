package dev.ratiofixer.sandbox.world;

/** A video's true counters, whether or not the public may see them. */
public record TrueCounters(long views, long likes, long comments) {}
