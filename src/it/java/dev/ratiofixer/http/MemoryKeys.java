package dev.ratiofixer.http;

import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.ApiKeyStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keys in memory. */
final class MemoryKeys implements ApiKeyStore {
    final List<ApiKey> keys = new CopyOnWriteArrayList<>();

    @Override
    public Future<List<ApiKey>> all() {
        return Future.succeededFuture(List.copyOf(keys));
    }

    @Override
    public Future<Boolean> insert(ApiKey key) {
        boolean taken =
                keys.stream().anyMatch(old -> old.name().equalsIgnoreCase(key.name()) && old.revokedAt() == null);
        return Future.succeededFuture(!taken && keys.add(key));
    }

    @Override
    public Future<Void> used(Map<String, Instant> lastUses) {
        keys.replaceAll(key -> key.used(lastUses.get(key.id())));
        return Future.succeededFuture();
    }

    @Override
    public Future<Optional<ApiKey>> revoke(String id, Instant at) {
        Optional<ApiKey> found =
                keys.stream().filter(key -> key.id().equals(id)).findFirst();
        return Future.succeededFuture(found.map(key -> {
            ApiKey ended = new ApiKey(
                    key.id(),
                    key.name(),
                    key.role(),
                    key.hash(),
                    key.createdAt(),
                    key.expiresAt(),
                    key.revokedAt() == null ? at : key.revokedAt());
            keys.replaceAll(old -> old.id().equals(id) ? ended : old);
            return ended;
        }));
    }
}
