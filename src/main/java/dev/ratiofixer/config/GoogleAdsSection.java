package dev.ratiofixer.config;

import java.time.Duration;

/**
 * Section {@code google_ads}.
 *
 * @param version the API's version, such as {@code v26}
 * @param timeout how long a call may take
 */
public record GoogleAdsSection(String origin, String version, Duration timeout) {}
