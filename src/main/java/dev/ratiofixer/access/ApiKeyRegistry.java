package dev.ratiofixer.access;

import dev.ratiofixer.text.PlainText;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds every key that this node accepts: those of the environment, which are never stored, and those of the
 * {@link ApiKeyStore}. It answers from memory; {@link #refresh} follows what other nodes changed. Safe for all threads.
 */
public final class ApiKeyRegistry {
    /** A key that was just made; {@code secret} is shown once and kept nowhere. */
    public record Made(ApiKey key, String secret) {
        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Made[" + key + "]";
        }
    }

    private static final String ENVIRONMENT = "environment";
    private static final String ENVIRONMENT_NAME = "RATIO_FIXER_API_KEY";

    private volatile List<ApiKey> fixed;
    private final ApiKeyStore store;
    private final InstantSource clock;
    private volatile List<ApiKey> stored = List.of();
    private final Map<String, Instant> uses = new ConcurrentHashMap<>();
    private volatile boolean peopleSignIn;
    private int renewals;

    /** @param clock real time, also where the engine's runs faster */
    public ApiKeyRegistry(List<ApiKey> fixed, ApiKeyStore store, InstantSource clock) {
        this.fixed = List.copyOf(fixed);
        this.store = store;
        this.clock = clock;
    }

    /** The operator key of a set-up with a single key, {@code RATIO_FIXER_API_KEY}. */
    public static ApiKey operatorOfEnvironment(String secret) {
        return fixed(ENVIRONMENT, ENVIRONMENT_NAME, Role.OPERATOR, secret);
    }

    /** A key that lives as long as the process. */
    public static ApiKey fixed(String id, String name, Role role, String secret) {
        return new ApiKey(id, name, role, AccessTokens.hash(secret), Instant.EPOCH, null, null);
    }

    /** The environment's key is this from now on, or none; what was opened with another is closed. */
    public synchronized void environment(Optional<String> secret) {
        Optional<String> hash = secret.map(AccessTokens::hash);
        List<ApiKey> before =
                fixed.stream().filter(key -> isOfEnvironment(key.id())).toList();
        if (hash.equals(before.stream().map(ApiKey::hash).findFirst())) {
            return;
        }
        // An id of its own, so that no session outlives the key that opened it.
        String id = ENVIRONMENT + "-" + ++renewals;
        List<ApiKey> now = new ArrayList<>(fixed);
        now.removeAll(before);
        secret.ifPresent(text -> now.addFirst(fixed(id, ENVIRONMENT_NAME, Role.OPERATOR, text)));
        fixed = List.copyOf(now);
    }

    /** Whether people sign in at an identity provider, so that there are some beside the holders of keys. */
    public boolean peopleSignIn() {
        return peopleSignIn;
    }

    /** Sets whether they do. */
    public void peopleSignIn(boolean doThey) {
        peopleSignIn = doThey;
    }

    /** Who presents this key, empty for nobody. Takes the same time for every key that is not right. */
    public Optional<Caller> authenticate(String presented) {
        String hash = AccessTokens.hash(presented);
        Instant now = clock.instant();
        ApiKey match = null;
        for (List<ApiKey> keys : List.of(fixed, stored)) {
            for (ApiKey key : keys) {
                if (AccessTokens.same(hash, key.hash()) && key.isActive(now)) {
                    match = key;
                }
            }
        }
        if (match != null) {
            uses.put(match.id(), now);
        }
        return Optional.ofNullable(match).map(ApiKey::caller);
    }

    /** Whether the key with this id is still valid. */
    public boolean isActive(String keyId) {
        Instant now = clock.instant();
        return all().anyMatch(key -> key.id().equals(keyId) && key.isActive(now));
    }

    /**
     * Whether a caller may do what needs a role. The single operator key of the environment stands in for an approver
     * until somebody has an approver's or admin's key, or people sign in: with one key there are no two people to keep
     * apart.
     */
    public boolean allows(Caller caller, Role needed) {
        return caller.role().includes(needed)
                || (needed == Role.APPROVER && isOfEnvironment(caller.keyId()) && !somebodyApproves());
    }

    private static boolean isOfEnvironment(String keyId) {
        return keyId.startsWith(ENVIRONMENT);
    }

    private boolean somebodyApproves() {
        return peopleSignIn || hasActive(Role.APPROVER);
    }

    /** Whether a key that ends then would have ended before it is made. */
    public boolean isPast(Instant expiresAt) {
        return !clock.instant().isBefore(expiresAt);
    }

    /** Whether any key has this role. */
    public boolean hasActive(Role role) {
        Instant now = clock.instant();
        return all().anyMatch(key -> key.isActive(now) && key.role().includes(role));
    }

    /**
     * Makes a key, in use at once on this node; empty if an active one has its name, in any case and however many
     * blanks, or if it is the name that the environment's key has, on this node or another.
     */
    public Future<Optional<Made>> make(String name, Role role, @Nullable Instant expiresAt) {
        return make(name, role, expiresAt, null);
    }

    /** The same, held to a client. */
    public Future<Optional<Made>> make(String name, Role role, @Nullable Instant expiresAt, @Nullable String client) {
        return refresh()
                .compose(known -> isTaken(name)
                        ? Future.succeededFuture(Optional.empty())
                        : insert(name, role, expiresAt, client));
    }

    private boolean isTaken(String name) {
        String folded = PlainText.folded(name);
        return Stream.concat(
                        Stream.of(ENVIRONMENT_NAME),
                        Stream.concat(fixed.stream(), stored.stream().filter(key -> key.revokedAt() == null))
                                .map(ApiKey::name))
                .anyMatch(taken -> PlainText.folded(taken).equals(folded));
    }

    private Future<Optional<Made>> insert(
            String name, Role role, @Nullable Instant expiresAt, @Nullable String client) {
        String secret = AccessTokens.fresh("rf_");
        ApiKey key = new ApiKey(
                UUID.randomUUID().toString(),
                name,
                role,
                AccessTokens.hash(secret),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                expiresAt,
                null,
                client);
        return store.insert(key)
                .compose(fresh -> refresh().map(fresh ? Optional.of(new Made(key, secret)) : Optional.empty()));
    }

    /** Ends a stored key and what was opened with it; empty if there is none with this id. */
    public Future<Optional<ApiKey>> revoke(String id) {
        return store.revoke(id, clock.instant().truncatedTo(ChronoUnit.MICROS))
                .compose(revoked -> refresh().map(revoked));
    }

    /** Keeps what was used, and reads the stored keys again. When that fails the known ones stay in force. */
    public Future<Void> refresh() {
        Map<String, Instant> fresh = Map.copyOf(uses);
        Future<Void> kept = fresh.isEmpty() ? Future.succeededFuture() : store.used(fresh);
        return kept.compose(done -> store.all())
                .onSuccess(keys -> {
                    stored = List.copyOf(keys);
                    fresh.forEach((id, at) -> {
                        if (!isOfProcess(id)) {
                            uses.remove(id, at);
                        }
                    });
                })
                .mapEmpty();
    }

    /** The process alone knows when these were used. */
    private boolean isOfProcess(String id) {
        return fixed.stream().anyMatch(key -> key.id().equals(id));
    }

    /** All keys, those of the environment first. */
    public Stream<ApiKey> all() {
        return Stream.concat(fixed.stream(), stored.stream()).map(key -> key.used(uses.get(key.id())));
    }
}
