package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.api.AdNetworks;
import dev.ratiofixer.smm.api.SpendingHold;
import dev.ratiofixer.smm.api.SpendingHolds;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps holds and where ads were shown in memory, for a node that shares nothing: its campaigns hold as long as it
 * runs.
 */
final class MemoryHolds implements SpendingHolds, AdNetworks {
    private final Map<String, SpendingHold> newest = new ConcurrentHashMap<>();
    private final Map<String, NetworkReport> networks = new ConcurrentHashMap<>();

    @Override
    public Future<Void> keep(String campaignId, NetworkReport report) {
        networks.put(campaignId, report);
        return Future.succeededFuture();
    }

    @Override
    public Future<Optional<NetworkReport>> of(String campaignId) {
        return Future.succeededFuture(Optional.ofNullable(networks.get(campaignId)));
    }

    @Override
    public Future<Optional<SpendingHold>> newest(String campaignId) {
        return Future.succeededFuture(Optional.ofNullable(newest.get(campaignId)));
    }

    @Override
    public Future<Void> keep(SpendingHold hold) {
        newest.merge(
                hold.campaignId(),
                hold,
                (known, next) -> known.orderId().equals(next.orderId())
                                && known.found().equals(next.found())
                                && known.changedBy() != null
                        ? known
                        : next);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> release(String campaignId, String by, String note, Instant at) {
        newest.computeIfPresent(
                campaignId,
                (id, hold) -> hold.holds()
                        ? new SpendingHold(
                                id, hold.orderId(), hold.since(), hold.reason(), hold.found(), hold.changedBy(), at, by)
                        : hold);
        return Future.succeededFuture();
    }
}
