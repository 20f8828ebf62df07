package dev.ratiofixer.google;

import dev.ratiofixer.text.Sha256;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One question for a person's consent: where the person goes, and what proves that the answer belongs to the question.
 *
 * <p>Source: RFC 8252 (loopback redirect), RFC 7636 (PKCE); Google, "OAuth 2.0 for Mobile &amp; Desktop Apps".
 *
 * @param redirect where Google sends the person's browser afterwards, on this machine
 * @param state has to come back unchanged
 * @param verifier is shown when the answer is exchanged; the question shows its hash only
 */
public record ConsentRequest(String clientId, List<String> scopes, URI redirect, String state, String verifier) {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    public ConsentRequest {
        scopes = List.copyOf(scopes);
    }

    /** Returns a question that nobody can guess. */
    public static ConsentRequest of(String clientId, List<String> scopes, URI redirect, SecureRandom random) {
        return new ConsentRequest(clientId, scopes, redirect, secret(random), secret(random));
    }

    private static String secret(SecureRandom random) {
        byte[] bytes = new byte[48];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    /**
     * Returns where the person goes. Asks for consent even if it was given before: only then is there a refresh token.
     */
    public URI address(URI authorizeUrl) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", clientId);
        query.put("redirect_uri", redirect.toString());
        query.put("response_type", "code");
        query.put("scope", String.join(" ", scopes));
        query.put("access_type", "offline");
        query.put("prompt", "consent");
        query.put("state", state);
        query.put("code_challenge", challenge());
        query.put("code_challenge_method", "S256");
        return URI.create(authorizeUrl + "?"
                + query.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private String challenge() {
        return BASE64.encodeToString(Sha256.of(verifier));
    }

    /** Whether an answer's state is this question's, in a time that tells nothing of it. */
    public boolean isMine(String answered) {
        return MessageDigest.isEqual(state.getBytes(StandardCharsets.UTF_8), answered.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ConsentRequest[" + scopes + ", masked]";
    }
}
