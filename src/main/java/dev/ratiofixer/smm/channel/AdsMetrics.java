package dev.ratiofixer.smm.channel;

import java.time.LocalDate;

/** What an ads campaign did on a day of its account's time zone. */
public record AdsMetrics(LocalDate date, long costMicros, long impressions, long views) {}
