package dev.ratiofixer.google.ads;

import org.jspecify.annotations.Nullable;

/**
 * Whose ads.
 *
 * @param managerId the manager account that access goes through, {@code null} for direct access
 */
public record AdsAccount(String customerId, @Nullable String managerId) {}
