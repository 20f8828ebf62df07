package dev.ratiofixer.sandbox.oauth;

import dev.ratiofixer.sandbox.audience.SeededRandom;
import dev.ratiofixer.sandbox.wire.Endpoint;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.WireRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands in for Google's consent page: {@code GET /o/oauth2/v2/auth}. The person allows everything at once, or nothing
 * with {@code login_hint=nobody}; the browser is sent back to where the question says. Safe on any thread.
 */
public final class ConsentPage implements Endpoint {
    /** What a code was given for. */
    record GivenConsent(String redirect, String challenge, String scope) {
        /** Whether a verifier is the one whose hash the question showed. */
        boolean isProvenBy(String verifier) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
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
                && call.param("code_challenge_method").filter("S256"::equals).isPresent()
                && !challenge.isEmpty()
                && isLoopback(redirect);
        if (!right) {
            return Reply.text(400, "text/html; charset=utf-8", "<html><body>Error 400: invalid_request</body></html>");
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
