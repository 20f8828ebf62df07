package dev.ratiofixer.smm.api;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what a campaign's ads did by where they were shown, as it was last read. Futures complete on the caller's
 * context.
 */
public interface AdNetworks {
    /** Keeps a campaign's figures instead of those that were kept before. */
    Future<Void> keep(String campaignId, NetworkReport report);

    /** Finds a campaign's figures; empty if its ads were never read. */
    Future<Optional<NetworkReport>> of(String campaignId);

    /**
     * Figures of a campaign's ads, from its start or the last sixty days on.
     *
     * @param currency of the costs, ISO 4217
     */
    record NetworkReport(Instant from, Instant readAt, String currency, List<NetworkFigures> networks) {
        public NetworkReport {
            networks = List.copyOf(networks);
        }
    }

    /**
     * One network's.
     *
     * @param network {@code in_stream}, {@code in_feed}, {@code shorts} or {@code other}
     */
    record NetworkFigures(String network, long costMicros, long impressions, long views) {}
}
