package dev.ratiofixer.smm.policy;

import java.time.Instant;

/** What an ads campaign did in an hour of its account, which begins at {@code start}. */
public record AdsHour(Instant start, long costMicros, long views) {}
