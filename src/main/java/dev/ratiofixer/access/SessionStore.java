package dev.ratiofixer.access;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores sessions of the dashboard, shared by all nodes: they survive a restart, and any node answers a browser. */
public interface SessionStore {
    /**
     * Holds a session as it is stored. The cookie itself is nowhere.
     *
     * @param hash SHA-256 of the cookie's value, in hex
     */
    record StoredSession(String hash, Caller caller, Instant expiresAt) {}

    /** Keeps a session; {@code false} if too many are kept. */
    Future<Boolean> insert(StoredSession session, int most);

    /** The session with this hash that has not expired at that instant. */
    Future<Optional<StoredSession>> find(String hash, Instant now);

    /** Every session that has not expired at that instant; those that have are dropped. */
    Future<List<StoredSession>> open(Instant now);

    /** Drops a session. */
    Future<Void> delete(String hash);
}
