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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Answers {@code POST /token}, and checks the tokens that it issued. Safe on any thread. */
public final class TokenEndpoint implements Endpoint {
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final Credentials credentials;
    private final ConsentPage consents;
    private final ServiceAccounts serviceAccounts;
    private final Duration life;
    private final InstantSource clock;
    private final long seed;
    private final Map<String, TokenGrant> issued = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final AtomicLong number = new AtomicLong();

    /** @param life how long an access token holds, in simulated time */
    public TokenEndpoint(
            Credentials credentials,
            ConsentPage consents,
            ServiceAccounts serviceAccounts,
            Duration life,
            InstantSource clock,
            long seed) {
        this.consents = consents;
        this.serviceAccounts = serviceAccounts;
        this.credentials = credentials;
        this.life = life;
        this.clock = clock;
        this.seed = seed;
    }

    @Override
    public Reply answer(WireRequest call) {
        String type = call.header("content-type").orElse("");
        if (!type.strip().toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            return failure(400, "invalid_request", "Content type must be application/x-www-form-urlencoded");
        }
        Map<String, String> form = Form.read(call.body().toString());
        String asked = field(form, "grant_type");
        if (asked.equals(JWT_BEARER)) {
            return asserted(field(form, "assertion"));
        }
        if (!asked.equals("refresh_token") && !asked.equals("authorization_code")) {
            return failure(400, "unsupported_grant_type", "Invalid grant_type: " + asked);
        }
        if (!field(form, "client_id").equals(credentials.clientId())) {
            return failure(401, "invalid_client", "The OAuth client was not found.");
        }
        if (!field(form, "client_secret").equals(credentials.clientSecret())) {
            return failure(401, "invalid_client", "Unauthorized");
        }
        return asked.equals("refresh_token") ? refreshed(field(form, "refresh_token")) : exchanged(form);
    }

    /** What a service account signed. */
    private Reply asserted(String assertion) {
        Optional<String> refusal = serviceAccounts.refusal(assertion, clock.millis());
        if (refusal.isPresent() || revoked.contains(ServiceAccounts.EMAIL)) {
            return failure(400, "invalid_grant", refusal.orElse("Invalid grant: account not found"));
        }
        JsonObject answer = issue(ServiceAccounts.EMAIL, TokenGrant.ADS);
        answer.remove("scope");
        return Reply.ok(answer);
    }

    /** What a person consented to. */
    private Reply exchanged(Map<String, String> form) {
        Optional<ConsentPage.GivenConsent> consent = consents.take(field(form, "code"));
        boolean mine = consent.filter(given -> given.redirect().equals(field(form, "redirect_uri")))
                .filter(given -> given.isProvenBy(field(form, "code_verifier")))
                .isPresent();
        if (!mine) {
            return failure(400, "invalid_grant", "Bad Request");
        }
        String scope = consent.orElseThrow().scope();
        String token = scope.equals(TokenGrant.ADS) ? credentials.adsRefreshToken() : credentials.ownerRefreshToken();
        return Reply.ok(issue(token, scope).put("refresh_token", token).put("scope", scope));
    }

    private JsonObject issue(String of, String scope) {
        long now = clock.millis();
        issued.values().removeIf(grant -> grant.expiresMillis() <= now);
        String token = "ya29.sandbox-" + Long.toHexString(SeededRandom.bits(seed, number.incrementAndGet(), 80));
        issued.put(token, new TokenGrant(of, scope, now + life.toMillis()));
        return new JsonObject()
                .put("access_token", token)
                .put("expires_in", life.toSeconds())
                .put("scope", scope)
                .put("token_type", "Bearer");
    }

    private Reply refreshed(String refreshToken) {
        if (refreshToken.isEmpty()) {
            return failure(400, "invalid_request", "Missing required parameter: refresh_token");
        }
        String scope = scope(refreshToken);
        if (scope.isEmpty() || revoked.contains(refreshToken)) {
            return failure(400, "invalid_grant", "Token has been expired or revoked.");
        }
        return Reply.ok(issue(refreshToken, scope))
                .with("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
    }

    private String scope(String refreshToken) {
        if (refreshToken.equals(credentials.adsRefreshToken())) {
            return TokenGrant.ADS;
        }
        boolean owner = refreshToken.equals(credentials.ownerRefreshToken())
                || refreshToken.startsWith(credentials.ownerRefreshToken() + TokenGrant.AS);
        return owner ? TokenGrant.OWNER : "";
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
