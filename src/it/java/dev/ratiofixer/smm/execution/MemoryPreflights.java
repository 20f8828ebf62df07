package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.api.PreflightLedger;
import dev.ratiofixer.smm.api.ServicePreflight;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Preflights in memory. A service is due for its daily look only when it was said so. */
final class MemoryPreflights implements PreflightLedger {
    private final Map<String, ServicePreflight> results = new ConcurrentHashMap<>();
    private final Set<String> due = ConcurrentHashMap.newKeySet();

    /** The next time that somebody asks, this service is due. */
    void due(String serviceId) {
        due.add(serviceId);
    }

    @Override
    public Future<List<ServicePreflight>> find() {
        return Future.succeededFuture(List.copyOf(results.values()));
    }

    @Override
    public Future<Void> save(ServicePreflight result) {
        results.put(result.serviceId(), result);
        return Future.succeededFuture();
    }

    @Override
    public Future<Set<String>> claimDue(Map<String, String> targets, Instant now, Duration every) {
        Set<String> taken = Set.copyOf(due);
        due.removeAll(taken);
        return Future.succeededFuture(taken);
    }
}
