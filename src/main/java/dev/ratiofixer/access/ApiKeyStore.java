package dev.ratiofixer.access;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores keys, shared by all nodes. */
public interface ApiKeyStore {
    /** Every key, revoked ones too, oldest first. */
    Future<List<ApiKey>> all();

    /** Keeps a new key; {@code false} if one that is not revoked has its name. */
    Future<Boolean> insert(ApiKey key);

    /** Keeps when keys were last used, by their ids; one that is not stored is left out. */
    Future<Void> used(Map<String, Instant> lastUses);

    /** Ends a key, empty if there is none with this id; ending it again keeps the first instant. */
    Future<Optional<ApiKey>> revoke(String id, Instant at);
}
