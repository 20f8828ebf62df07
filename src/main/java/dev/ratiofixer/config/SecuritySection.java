package dev.ratiofixer.config;

/**
 * Section {@code security}.
 *
 * @param allowPrivateAddresses whether sheets, webhooks and upstreams may be at private addresses and on plain HTTP
 */
public record SecuritySection(boolean allowPrivateAddresses) {}
