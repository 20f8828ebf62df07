package dev.ratiofixer.http;

import dev.ratiofixer.access.SessionStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions in memory. */
final class MemorySessions implements SessionStore {
    final Map<String, StoredSession> sessions = new ConcurrentHashMap<>();

    @Override
    public Future<Boolean> insert(StoredSession session, int most) {
        sessions.put(session.hash(), session);
        return Future.succeededFuture(true);
    }

    @Override
    public Future<Optional<StoredSession>> find(String hash, Instant now) {
        return Future.succeededFuture(
                Optional.ofNullable(sessions.get(hash)).filter(session -> now.isBefore(session.expiresAt())));
    }

    @Override
    public Future<List<StoredSession>> open(Instant now) {
        sessions.values().removeIf(session -> !now.isBefore(session.expiresAt()));
        return Future.succeededFuture(List.copyOf(sessions.values()));
    }

    @Override
    public Future<Void> delete(String hash) {
        sessions.remove(hash);
        return Future.succeededFuture();
    }
}
