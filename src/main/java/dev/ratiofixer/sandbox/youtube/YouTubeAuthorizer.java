package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.oauth.TokenEndpoint;
import dev.ratiofixer.sandbox.oauth.TokenEndpoint.TokenGrant;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import dev.ratiofixer.sandbox.wire.WireRequest;
import java.time.InstantSource;
import java.util.Set;

/**
 * What every call to the YouTube Data API passes first: who asks, and what it costs. A call without a good key or token
 * belongs to no project and costs nothing; every other costs at least one unit, also if it is refused later.
 */
public final class YouTubeAuthorizer {
    private static final Set<String> COMMON =
            Set.of("key", "alt", "prettyPrint", "quotaUser", "$.xgafv", "onBehalfOfContentOwner");

    private final TokenEndpoint tokens;
    private final QuotaTracker quota;
    private final InstantSource clock;

    public YouTubeAuthorizer(TokenEndpoint tokens, QuotaTracker quota, InstantSource clock) {
        this.tokens = tokens;
        this.quota = quota;
        this.clock = clock;
    }

    /** Lets a call with a key or a token in, for one unit of a bucket. */
    void admit(WireRequest call, Bucket bucket, Set<String> parameters) {
        if (call.bearer().isPresent()) {
            granted(call);
        } else {
            keyed(call);
        }
        charge(bucket, 1);
        check(call, parameters);
    }

    /** Lets only a call with a channel owner's token in, for one unit. */
    void admitOwner(WireRequest call, Set<String> parameters) {
        if (call.bearer().isEmpty()) {
            throw YouTubeError.loginRequired();
        }
        granted(call);
        charge(Bucket.UNITS, 1);
        check(call, parameters);
    }

    /** Whom a call's token stands for: of all that the owner has, or the one channel that the consent was given as. */
    Owner owner(WireRequest call, Owner all) {
        String channel =
                call.bearer().map(token -> tokens.grant(token).channel()).orElse("");
        return channel.isEmpty() ? all : new Owner(Set.of(channel));
    }

    /** Takes units, or refuses the call. */
    void charge(Bucket bucket, int units) {
        if (!quota.take(bucket, units, clock.millis())) {
            throw YouTubeError.quotaExceeded();
        }
    }

    private void granted(WireRequest call) {
        if (!tokens.grant(call.bearer().orElseThrow()).allows(TokenGrant.FORCE_SSL)) {
            throw new RefusedException(SandboxGoogleError.insufficientScope());
        }
    }

    private void keyed(WireRequest call) {
        String key = call.param("key")
                .or(() -> call.header("x-goog-api-key"))
                .orElseThrow(() -> new RefusedException(SandboxGoogleError.unregistered()));
        if (!tokens.knows(key)) {
            throw new RefusedException(SandboxGoogleError.keyInvalid());
        }
    }

    private static void check(WireRequest call, Set<String> parameters) {
        for (String name : call.params().names()) {
            if (!parameters.contains(name) && !COMMON.contains(name)) {
                throw YouTubeError.unknownParameter(name);
            }
        }
    }
}
