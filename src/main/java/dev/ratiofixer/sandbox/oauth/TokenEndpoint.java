package dev.ratiofixer.sandbox.oauth;

import dev.ratiofixer.sandbox.audience.SeededRandom;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import dev.ratiofixer.sandbox.wire.WireRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

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

    /**
     * Stands in for Google's consent page: {@code GET /o/oauth2/v2/auth}. The person allows everything at once, or
     * nothing with {@code login_hint=nobody}; the browser is sent back to where the question says. Safe on any thread.
     */
    public static final class ConsentPage implements Endpoint {
        /** What a code was given for. */
        record GivenConsent(String redirect, String challenge, String scope) {
            /** Whether a verifier is the one whose hash the question showed. */
            boolean isProvenBy(String verifier) {
                try {
                    byte[] hash =
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
                    return Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .equals(challenge);
                } catch (NoSuchAlgorithmException impossible) {
                    throw new IllegalStateException("every Java has SHA-256", impossible);
                }
            }
        }

        private final Credentials credentials;
        private final long seed;
        private final AtomicLong number = new AtomicLong();
        private final Map<String, GivenConsent> codes = new ConcurrentHashMap<>();

        public ConsentPage(Credentials credentials, long seed) {
            this.credentials = credentials;
            this.seed = seed;
        }

        /** The consent that a code stands for; it works once. */
        Optional<GivenConsent> take(String code) {
            return Optional.ofNullable(codes.remove(code));
        }

        @Override
        public Reply answer(WireRequest call) {
            String redirect = call.param("redirect_uri").orElse("");
            String challenge = call.param("code_challenge").orElse("");
            boolean right = call.param("client_id")
                            .filter(credentials.clientId()::equals)
                            .isPresent()
                    && call.param("response_type").filter("code"::equals).isPresent()
                    && call.param("code_challenge_method")
                            .filter("S256"::equals)
                            .isPresent()
                    && !challenge.isEmpty()
                    && isLoopback(redirect);
            if (!right) {
                return Reply.text(
                        400, "text/html; charset=utf-8", "<html><body>Error 400: invalid_request</body></html>");
            }
            String state = "&state=" + encoded(call.param("state").orElse(""));
            if (call.param("login_hint").filter("nobody"::equals).isPresent()) {
                return Reply.empty(302).with("Location", redirect + "?error=access_denied" + state);
            }
            String scope = call.param("scope").orElse("");
            String code = "4/sandbox-" + Long.toHexString(SeededRandom.bits(seed, number.incrementAndGet(), 70));
            codes.put(code, new GivenConsent(redirect, challenge, scope));
            return Reply.empty(302)
                    .with("Location", redirect + "?code=" + encoded(code) + state + "&scope=" + encoded(scope));
        }

        private static boolean isLoopback(String redirect) {
            try {
                URI address = URI.create(redirect);
                return "http".equals(address.getScheme()) && "127.0.0.1".equals(address.getHost());
            } catch (IllegalArgumentException malformed) {
                return false;
            }
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    /**
     * Holds the sandbox's one service account, and checks what is signed with its key as Google does: signature, key,
     * issuer, audience, scope and times. The key is made when it is first asked for. Safe on any thread.
     */
    public static final class ServiceAccounts {
        /** Its e-mail address. */
        public static final String EMAIL = "budgets@sandbox-project.iam.gserviceaccount.com";

        private static final String AUDIENCE = "https://oauth2.googleapis.com/token";
        private static final String KEY_ID = "sandbox0service0account0key0id00000000001";
        /** How far clocks may differ, and how long an assertion may hold. */
        private static final long SKEW_SECONDS = 300;

        private static final long LONGEST_SECONDS = 3600;

        private @Nullable KeyPair pair;

        private synchronized KeyPair pair() {
            if (pair == null) {
                try {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(2048);
                    pair = generator.generateKeyPair();
                } catch (GeneralSecurityException impossible) {
                    throw new IllegalStateException("every Java has RSA", impossible);
                }
            }
            return pair;
        }

        /** The key's file, as Google's console gives it out. */
        public String file() {
            String pem = "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(pair().getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
            return new JsonObject()
                    .put("type", "service_account")
                    .put("project_id", "sandbox-project")
                    .put("private_key_id", KEY_ID)
                    .put("private_key", pem)
                    .put("client_email", EMAIL)
                    .put("client_id", "100000000000000000001")
                    .put("token_uri", AUDIENCE)
                    .encodePrettily();
        }

        /** Why an assertion is refused, in Google's words; empty if it is good for Google Ads. */
        Optional<String> refusal(String assertion, long nowMillis) {
            String[] parts = assertion.split("\\.", -1);
            if (parts.length != 3) {
                return Optional.of("Invalid JWT: bad format.");
            }
            try {
                JsonObject header = json(parts[0]);
                JsonObject claims = json(parts[1]);
                if (!"RS256".equals(header.getString("alg")) || !KEY_ID.equals(header.getString("kid"))) {
                    return Optional.of("Invalid JWT Signature.");
                }
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initVerify(pair().getPublic());
                signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
                if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                    return Optional.of("Invalid JWT Signature.");
                }
                return claims(claims, nowMillis / 1000);
            } catch (DecodeException | IllegalArgumentException | GeneralSecurityException unreadable) {
                return Optional.of("Invalid JWT: bad format.");
            }
        }

        private static Optional<String> claims(JsonObject claims, long now) {
            long from = claims.getLong("iat", 0L);
            long to = claims.getLong("exp", 0L);
            if (!EMAIL.equals(claims.getString("iss"))) {
                return Optional.of("Invalid grant: account not found");
            }
            if (!AUDIENCE.equals(claims.getString("aud"))) {
                return Optional.of("Invalid JWT: Failed audience check.");
            }
            if (from > now + SKEW_SECONDS || to < now || to - from > LONGEST_SECONDS) {
                return Optional.of(
                        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."
                                + " Check your iat and exp values in the JWT claim.");
            }
            if (claims.containsKey("sub")) {
                return Optional.of("Client is unauthorized to retrieve access tokens using this method");
            }
            return TokenGrant.ADS.equals(claims.getString("scope"))
                    ? Optional.empty()
                    : Optional.of("Invalid OAuth scope or ID token audience provided.");
        }

        private static JsonObject json(String part) {
            return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        }
    }

    /** Describes what an access token permits. */
    public record TokenGrant(String refreshToken, String scope, long expiresMillis) {
        /** The scope of Google Ads. */
        public static final String ADS = "https://www.googleapis.com/auth/adwords";
        /** The scope that comments need. */
        public static final String FORCE_SSL = "https://www.googleapis.com/auth/youtube.force-ssl";

        /** The scope of the channel's own analytics. */
        public static final String ANALYTICS = "https://www.googleapis.com/auth/yt-analytics.readonly";
        /** What the owners have consented to. */
        static final String OWNER = FORCE_SSL + " https://www.googleapis.com/auth/youtube.readonly " + ANALYTICS;

        /**
         * Between the owner's refresh token and the channel that the consent was given as, which is an account's choice
         * where it has several.
         */
        public static final String AS = ":";

        /** The one channel that it stands for; empty for all of the owner's. */
        public String channel() {
            int as = refreshToken.indexOf(AS);
            return allows(FORCE_SSL) && as >= 0 ? refreshToken.substring(as + AS.length()) : "";
        }

        public boolean allows(String wanted) {
            return List.of(scope.split(" ", -1)).contains(wanted);
        }
    }
}
