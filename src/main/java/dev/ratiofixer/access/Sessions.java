package dev.ratiofixer.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps sessions of the dashboard and the one-time logins that open them. In memory only: a restart logs everybody out.
 * Safe for all threads.
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
    private static final Caller PRINTED = new Caller(ONE_TIME, "printed address", Role.ADMIN);
    private static final int MOST = 10_000;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Login> logins = new ConcurrentHashMap<>();
    private final ApiKeyRegistry keys;
    private final InstantSource clock;

    /** @param clock real time, also where the engine's runs faster */
    public Sessions(ApiKeyRegistry keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
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
                .filter(known -> clock.instant().isBefore(known.expiresAt()))
                .map(Login::caller);
    }

    /** Opens a session; empty when too many are open. */
    public Optional<Opened> open(Caller caller) {
        sessions.values().removeIf(session -> !isOpen(session));
        if (sessions.size() >= MOST) {
            return Optional.empty();
        }
        String secret = AccessTokens.fresh("");
        Session session =
                new Session(caller, AccessTokens.fresh(""), clock.instant().plus(LIFE));
        sessions.put(AccessTokens.hash(secret), session);
        return Optional.of(new Opened(session, secret));
    }

    /** The session of a cookie, empty if it ended or its key was revoked. */
    public Optional<Session> find(String secret) {
        return Optional.ofNullable(sessions.get(AccessTokens.hash(secret))).filter(this::isOpen);
    }

    /** Ends a session. */
    public void close(String secret) {
        sessions.remove(AccessTokens.hash(secret));
    }

    /** Whether what this caller opened may stay open. */
    public boolean isWelcome(Caller caller) {
        return caller.keyId().equals(ONE_TIME) || keys.isActive(caller.keyId());
    }

    private boolean isOpen(Session session) {
        return clock.instant().isBefore(session.expiresAt()) && isWelcome(session.caller());
    }
}
