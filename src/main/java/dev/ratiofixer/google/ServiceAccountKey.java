package dev.ratiofixer.google;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * The key of a service account, which signs for itself: no person, no delegation, no refresh token. Each access token
 * is asked for with an assertion that is signed anew.
 *
 * <p>Source: RFC 7523; Google, "Using OAuth 2.0 for Server to Server Applications", "Service account flow" of the
 * Google Ads API.
 *
 * @param email whose account it is: it has to be a user of the Google Ads account
 * @param keyId which of its keys
 * @param audience who is to believe the assertion: the file's {@code token_uri}
 */
public record ServiceAccountKey(String email, String keyId, PrivateKey key, String audience)
        implements TokenCredentials {
    /** The environment variable that holds the file. */
    public static final String SECRET = "GOOGLE_ADS_SERVICE_ACCOUNT";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /**
     * Reads the file that Google's console gives out.
     *
     * @throws IllegalArgumentException that says what is wrong with it, and quotes nothing of it
     */
    public static ServiceAccountKey parse(String json) {
        JsonNode file;
        try {
            file = MAPPER.readTree(json);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException("must be the JSON of a service account's key, whole", null);
        }
        if (!file.path("type").asText("").equals("service_account")) {
            throw new IllegalArgumentException(
                    "must be the key of a service account (type \"service_account\"), not of an OAuth client");
        }
        return new ServiceAccountKey(
                required(file, "client_email"),
                required(file, "private_key_id"),
                key(required(file, "private_key")),
                required(file, "token_uri"));
    }

    private static String required(JsonNode file, String field) {
        String value = file.path(field).asText("");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("lacks " + field + ": make a new key in Google's console, as JSON");
        }
        return value;
    }

    private static PrivateKey key(String pem) {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IllegalArgumentException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    "has a private_key that is no RSA key in PKCS#8: give the file unchanged");
        }
    }

    /** Signs an assertion that holds for an hour from an instant. */
    String assertion(OAuthAccount account, Instant now) {
        ObjectNode header =
                MAPPER.createObjectNode().put("alg", "RS256").put("typ", "JWT").put("kid", keyId);
        ObjectNode claims = MAPPER.createObjectNode()
                .put("iss", email)
                .put("scope", account.scope())
                .put("aud", audience)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFE).getEpochSecond());
        String signed = encoded(header) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("an RSA key that was read cannot sign", impossible);
        }
    }

    private static String encoded(ObjectNode part) {
        return BASE64.encodeToString(part.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String renewal(OAuthAccount account) {
        return "whoever runs Ratio Fixer checks its server's clock; if it is right, a new key of " + email
                + " has to be made in Google's console and set (" + SECRET + ")";
    }

    @Override
    public String toString() {
        return "ServiceAccountKey[" + email + ", masked]";
    }
}
