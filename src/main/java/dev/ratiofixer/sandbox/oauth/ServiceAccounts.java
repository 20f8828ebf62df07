package dev.ratiofixer.sandbox.oauth;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the sandbox's one service account, and checks what is signed with its key as Google does: signature, key,
 * issuer, audience, scope and times. The key is made when it is first asked for. Safe on any thread.
 */
public final class ServiceAccounts {
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
