package dev.ratiofixer.config;

/**
 * Section {@code google_ads}.
 *
 * @param version the API's version, such as {@code v26}
 */
public record GoogleAdsSection(String origin, String version) {}
