package dev.ratiofixer.config;

/**
 * Section {@code oauth}.
 *
 * @param tokenUrl where access tokens come from
 */
public record OAuthSection(String tokenUrl) {}
