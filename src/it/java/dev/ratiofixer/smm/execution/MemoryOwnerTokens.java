package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.api.OwnerTokenLedger;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Blocked tokens in memory. */
final class MemoryOwnerTokens implements OwnerTokenLedger {
    private final Map<String, Misattribution> blocked = new ConcurrentHashMap<>();

    @Override
    public Future<Optional<Misattribution>> find(String digest) {
        return Future.succeededFuture(Optional.ofNullable(blocked.get(digest)));
    }

    @Override
    public Future<Void> block(String digest, Misattribution why) {
        blocked.putIfAbsent(digest, why);
        return Future.succeededFuture();
    }
}
