package dev.ratiofixer.access;

import dev.ratiofixer.access.AccessException.Reason;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates every call, by HTTP and by bridges: finds the caller by key or session, limits its rate, requires the
 * CSRF token of a session's changing calls, and compares roles. What it refuses is a {@link AccessException}.
 */
public final class Authenticator {
    /** Header in which a session's changing call repeats its token. */
    public static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String BEARER = "bearer ";

    private final Access access;

    public Authenticator(Access access) {
        this.access = access;
    }

    /**
     * Holds the credentials of a call.
     *
     * @param key an API key, which goes before a session
     * @param cookie the value of the session's cookie
     * @param csrfToken what a session's changing call repeats
     * @param changes whether the call changes anything
     * @param address where it comes from: wrong keys are limited by it
     */
    public record ShownCredential(
            @Nullable String key,
            @Nullable String cookie,
            @Nullable String csrfToken,
            boolean changes,
            String address) {}

    /** Holds an admitted caller, with the session if there is one. */
    public record Admitted(Caller caller, Optional<Session> session) {}

    /** The key in one of the two headers. */
    public static @Nullable String key(@Nullable String authorization, @Nullable String apiKey) {
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        return apiKey;
    }

    /** Looks a session up that this node has not heard of; call it before {@link #admit}. Never fails. */
    public Future<Void> recall(ShownCredential shown) {
        return shown.key() != null || shown.cookie() == null
                ? Future.succeededFuture()
                : access.sessions().recall(shown.cookie());
    }

    /** Lets somebody in, or throws. */
    public Admitted admit(ShownCredential shown) {
        Admitted admitted = shown.key() == null ? bySession(shown) : byKey(shown.key(), shown.address());
        if (!access.limiter().allows(admitted.caller().keyId())) {
            throw refusal(Reason.TOO_MANY_REQUESTS, "slow down, and try again after a second");
        }
        return admitted;
    }

    /** Whose key this is, if it is a good one and he may ask again now; {@link #admit} says what else is the matter. */
    public Optional<Caller> recognize(String key) {
        return access.keys().authenticate(key).filter(caller -> access.limiter().allows(caller.keyId()));
    }

    /** Throws unless the caller may do what needs this role. */
    public void require(Caller caller, Role role) {
        if (!access.keys().allows(caller, role)) {
            throw refusal(
                    Reason.FORBIDDEN,
                    "that needs the role " + lower(role) + "; " + caller.name() + " is " + lower(caller.role()));
        }
    }

    private Admitted byKey(String key, String address) {
        Optional<Caller> caller = access.keys().authenticate(key);
        if (caller.isPresent()) {
            return new Admitted(caller.get(), Optional.empty());
        }
        if (access.wrongKeys().allows(address)) {
            throw refusal(Reason.UNAUTHENTICATED, "this key is not known, has expired or was revoked");
        }
        throw refusal(Reason.TOO_MANY_REQUESTS, "too many wrong keys came from this address: wait a minute");
    }

    private Admitted bySession(ShownCredential shown) {
        Optional<Session> session = Optional.ofNullable(shown.cookie()).flatMap(access.sessions()::find);
        if (session.isEmpty()) {
            throw refusal(
                    Reason.UNAUTHENTICATED,
                    "send a key as Authorization: Bearer KEY or X-API-Key: KEY, or log in to the dashboard");
        }
        if (shown.changes() && !session.get().hasToken(String.valueOf(shown.csrfToken()))) {
            throw refusal(Reason.CSRF, "repeat the session's csrf_token in " + CSRF_HEADER);
        }
        return new Admitted(session.get().caller(), session);
    }

    private static String lower(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static AccessException refusal(Reason reason, String detail) {
        return new AccessException(reason, detail);
    }
}
