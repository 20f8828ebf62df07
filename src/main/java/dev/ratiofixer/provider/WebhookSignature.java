package dev.ratiofixer.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what is posted to a webhook: HMAC-SHA256 over {@code timestamp + "." + body} in {@code X-Ratio-Fixer-Signature:
 * sha256=HEX}, the timestamp in {@code X-Ratio-Fixer-Timestamp} (seconds), the id in {@code X-Ratio-Fixer-Id}. Pure.
 */
public final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    /**
     * Returns the headers of a signed request.
     *
     * @param id the same each time the same message is sent, so that the receiver can drop repeats
     * @param timestamp seconds since 1970
     */
    public static Map<String, String> headers(String secret, String id, long timestamp, byte[] body) {
        String time = Long.toString(timestamp);
        return Map.of(
                "X-Ratio-Fixer-Id",
                id,
                "X-Ratio-Fixer-Timestamp",
                time,
                "X-Ratio-Fixer-Signature",
                "sha256=" + of(secret, time, body));
    }

    /** Returns HMAC-SHA256 of {@code timestamp + "." + body} in lower-case hex. */
    public static String of(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException("no " + ALGORITHM, everyJdkHasIt);
        }
    }
}
