package dev.ratiofixer.settings;

/**
 * Section {@code security}.
 *
 * @param allowPrivateAddresses whether sheets, webhooks and upstreams may be at private addresses and on plain HTTP
 */
public record SecuritySettings(boolean allowPrivateAddresses) {}
