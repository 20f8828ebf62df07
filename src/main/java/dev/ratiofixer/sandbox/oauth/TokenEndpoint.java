package dev.ratiofixer.sandbox.oauth;

import dev.ratiofixer.sandbox.audience.SeededRandom;
import dev.ratiofixer.sandbox.wire.Endpoint;
import dev.ratiofixer.sandbox.wire.RefusedException;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.WireRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Answers {@code POST /token}, and checks the tokens that it issued. Safe on any thread. */
public final class TokenEndpoint implements Endpoint {
    private final Credentials credentials;
    private final Duration life;
    private final InstantSource clock;
    private final long seed;
    private final Map<String, TokenGrant> issued = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final AtomicLong number = new AtomicLong();

    /** @param life how long an access token holds, in simulated time */
    public TokenEndpoint(Credentials credentials, Duration life, InstantSource clock, long seed) {
        this.credentials = credentials;
        this.life = life;
        this.clock = clock;
        this.seed = seed;
    }

    @Override
    public Reply answer(WireRequest call) {
        String type = call.header("content-type").orElse("");
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            return failure(400, "invalid_request", "Content type must be application/x-www-form-urlencoded");
        }
        Map<String, String> form = Form.read(call.body().toString());
        if (!field(form, "grant_type").equals("refresh_token")) {
            return failure(400, "unsupported_grant_type", "Invalid grant_type: " + field(form, "grant_type"));
        }
        if (!field(form, "client_id").equals(credentials.clientId())) {
            return failure(401, "invalid_client", "The OAuth client was not found.");
        }
        if (!field(form, "client_secret").equals(credentials.clientSecret())) {
            return failure(401, "invalid_client", "Unauthorized");
        }
        return refreshed(field(form, "refresh_token"));
    }

    private Reply refreshed(String refreshToken) {
        if (refreshToken.isEmpty()) {
            return failure(400, "invalid_request", "Missing required parameter: refresh_token");
        }
        String scope = scope(refreshToken);
        if (scope.isEmpty() || revoked.contains(refreshToken)) {
            return failure(400, "invalid_grant", "Token has been expired or revoked.");
        }
        long now = clock.millis();
        issued.values().removeIf(grant -> grant.expiresMillis() <= now);
        String token = "ya29.sandbox-" + Long.toHexString(SeededRandom.bits(seed, number.incrementAndGet(), 80));
        issued.put(token, new TokenGrant(refreshToken, scope, now + life.toMillis()));
        return Reply.ok(new JsonObject()
                        .put("access_token", token)
                        .put("expires_in", life.toSeconds())
                        .put("scope", scope)
                        .put("token_type", "Bearer"))
                .with("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
    }

    private String scope(String refreshToken) {
        if (refreshToken.equals(credentials.adsRefreshToken())) {
            return TokenGrant.ADS;
        }
        boolean owner = refreshToken.equals(credentials.ownerRefreshToken())
                || refreshToken.startsWith(credentials.ownerRefreshToken() + TokenGrant.AS);
        return owner ? TokenGrant.FORCE_SSL : "";
    }

    private static String field(Map<String, String> form, String name) {
        return form.getOrDefault(name, "");
    }

    private static Reply failure(int status, String error, String description) {
        return Reply.json(status, new JsonObject().put("error", error).put("error_description", description));
    }

    /**
     * What an access token stands for.
     *
     * @throws RefusedException if it is unknown, expired or revoked
     */
    public TokenGrant grant(String accessToken) {
        TokenGrant grant = issued.get(accessToken);
        if (grant == null || grant.expiresMillis() <= clock.millis() || revoked.contains(grant.refreshToken())) {
            throw new RefusedException(SandboxGoogleError.unauthenticated());
        }
        return grant;
    }

    /** Whether an API key is the project's own and not revoked. */
    public boolean knows(String apiKey) {
        return apiKey.equals(credentials.apiKey()) && !revoked.contains(apiKey);
    }

    /** Makes a key or a refresh token worthless, or good again. */
    public void revoke(String credential, boolean worthless) {
        if (worthless) {
            revoked.add(credential);
        } else {
            revoked.remove(credential);
        }
    }
}
