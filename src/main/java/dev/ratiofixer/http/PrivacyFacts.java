package dev.ratiofixer.http;

import dev.ratiofixer.settings.ComplianceSettings.DerivedMetrics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the configuration in force means for people's data, for the page Privacy. Anybody may read it, so it names
 * kinds and never addresses.
 *
 * @param retentionDays how long readings are kept
 * @param signIn what the identity provider is called, {@code null} where nobody signs in at one
 * @param notified kinds of receivers that are told what happens, such as {@code slack}
 * @param levers kinds of orders that can be placed here
 * @param tracing whether traces of requests leave the engine
 * @param ownData whether YouTube's statistics for owners are read
 */
public record PrivacyFacts(
        DerivedMetrics derivedMetrics,
        long retentionDays,
        @Nullable String signIn,
        List<String> notified,
        List<String> levers,
        boolean tracing,
        boolean ownData) {}
