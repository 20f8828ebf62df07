package dev.ratiofixer.google.ads;

import java.time.LocalDate;

/**
 * What an ads campaign did in an hour of a day, both of its account's time zone.
 *
 * @param hour 0 to 23; on the day on which clocks go back, one of them stands for two hours
 */
public record AdsMetrics(LocalDate date, int hour, long costMicros, long impressions, long views) {}
