package dev.ratiofixer.access;

import dev.ratiofixer.access.SessionStore.StoredSession;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions of the dashboard, in the {@link SessionStore} that all nodes share, and the one-time logins that open
 * them, in memory. It answers from memory; {@link #refresh} follows what other nodes opened and closed, and
 * {@link #recall} reads one that this node has not heard of yet. Safe for all threads.
 */
public final class Sessions {
    /** A session that was just opened; {@code secret} is the cookie's value. */
    public record Opened(Session session, String secret) {
        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Opened[" + session + "]";
        }
    }

    private record Login(Caller caller, Instant expiresAt) {}

    /** How long a session lasts. */
    public static final Duration LIFE = Duration.ofHours(12);

    private static final String ONE_TIME = "one-time-login";
    /** Begins the key id of somebody who signed in at an identity provider. */
    private static final String SIGNED_IN = "person:";

    private static final Caller PRINTED = new Caller(ONE_TIME, "printed address", Role.ADMIN);
    private static final int MOST = 10_000;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    /** Whoever sends cookies that nobody gave him must not keep the database busy. */
    private static final RateLimit RECALLS = new RateLimit(20, 200);

    private final Map<String, StoredSession> known = new ConcurrentHashMap<>();
    private final Map<String, Login> logins = new ConcurrentHashMap<>();
    private final ApiKeyRegistry keys;
    private final SessionStore store;
    private final InstantSource clock;
    private final RateLimiter recalls;

    /** @param clock real time, also where the engine's runs faster */
    public Sessions(ApiKeyRegistry keys, SessionStore store, InstantSource clock) {
        this.keys = keys;
        this.store = store;
        this.clock = clock;
        this.recalls = new RateLimiter(RECALLS, clock);
    }

    /**
     * A person who signed in at an identity provider.
     *
     * @param client the client to which he is held, {@code null} for none
     */
    public static Caller person(String subject, String name, Role role, @Nullable String client) {
        return new Caller(SIGNED_IN + AccessTokens.hash(subject).substring(0, 32), name, role, client);
    }

    /**
     * Makes a login that opens one session as admin: for the address that a command prints on its own terminal.
     *
     * @param life how long it can be used: what is printed may be kept in a log
     */
    public String oneTimeLogin(Duration life) {
        String secret = AccessTokens.fresh("login_");
        logins.put(AccessTokens.hash(secret), new Login(PRINTED, clock.instant().plus(life)));
        return secret;
    }

    /** Uses up a one-time login; empty if it is not known, was used, or is too old. */
    public Optional<Caller> redeem(String login) {
        return Optional.ofNullable(logins.remove(AccessTokens.hash(login)))
                .filter(made -> clock.instant().isBefore(made.expiresAt()))
                .map(Login::caller);
    }

    /** Opens a session; empty when too many are open. Fails when it cannot be stored. */
    public Future<Optional<Opened>> open(Caller caller) {
        String secret = AccessTokens.fresh("");
        Instant until = clock.instant().plus(LIFE).truncatedTo(ChronoUnit.MICROS);
        StoredSession session = new StoredSession(AccessTokens.hash(secret), caller, until);
        return store.insert(session, MOST).map(kept -> {
            if (!kept) {
                return Optional.empty();
            }
            known.put(session.hash(), session);
            return Optional.of(new Opened(session(session, secret), secret));
        });
    }

    /** The session of a cookie, empty if this node knows none, it ended, or its key was revoked. */
    public Optional<Session> find(String secret) {
        return Optional.ofNullable(known.get(AccessTokens.hash(secret)))
                .filter(this::isOpen)
                .map(session -> session(session, secret));
    }

    /** Reads the session of a cookie that this node knows none of: another may have opened it. Never fails. */
    public Future<Void> recall(String secret) {
        String hash = AccessTokens.hash(secret);
        if (known.containsKey(hash) || !SECRET.matcher(secret).matches() || !recalls.allows("all")) {
            return Future.succeededFuture();
        }
        return store.find(hash, clock.instant())
                .onSuccess(found -> found.ifPresent(session -> known.put(hash, session)))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** Ends a session. */
    public Future<Void> close(String secret) {
        String hash = AccessTokens.hash(secret);
        known.remove(hash);
        return store.delete(hash);
    }

    /** Reads what is open again. When that fails the known ones stay open. */
    public Future<Void> refresh() {
        return store.open(clock.instant()).onSuccess(this::replace).mapEmpty();
    }

    private void replace(List<StoredSession> open) {
        Map<String, StoredSession> now = new ConcurrentHashMap<>();
        open.forEach(session -> now.put(session.hash(), session));
        known.keySet().retainAll(now.keySet());
        known.putAll(now);
    }

    /** Whether what this caller opened may stay open. */
    public boolean isWelcome(Caller caller) {
        return caller.keyId().equals(ONE_TIME)
                || (caller.keyId().startsWith(SIGNED_IN) ? keys.peopleSignIn() : keys.isActive(caller.keyId()));
    }

    private boolean isOpen(StoredSession session) {
        return clock.instant().isBefore(session.expiresAt()) && isWelcome(session.caller());
    }

    /** The token follows from the cookie, which a page of another site can send but not read. */
    private static Session session(StoredSession session, String secret) {
        return new Session(session.caller(), AccessTokens.hash("csrf." + secret), session.expiresAt());
    }
}
