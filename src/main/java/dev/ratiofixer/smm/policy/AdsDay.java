package dev.ratiofixer.smm.policy;

import java.time.LocalDate;

/** What an ads campaign did on a day of its account. */
public record AdsDay(LocalDate date, long costMicros, long views) {}
