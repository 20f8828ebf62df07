package dev.ratiofixer.http.signin;

import dev.ratiofixer.access.AccessTokens;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One browser's way to the identity provider and back. All that must be remembered meanwhile is in a cookie of this
 * browser: a secret, from which state, nonce and the code's verifier follow, and where to go afterwards. So any node
 * takes the way back, and nothing is kept of who never returns.
 *
 * @param secret 256 random bits
 * @param page where to go afterwards: a path of this site
 */
record SignInAttempt(String secret, String page) {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    /** One slash at the start: with two, or with a backslash, a browser would go to another site. */
    private static final Pattern PAGE = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,500}|/");

    private static final char SEPARATOR = '.';

    static SignInAttempt begin(String page) {
        return new SignInAttempt(AccessTokens.fresh(""), PAGE.matcher(page).matches() ? page : "/");
    }

    /** Reads the cookie's value; empty if it is none of ours. */
    static Optional<SignInAttempt> of(String cookie) {
        int end = cookie.indexOf(SEPARATOR);
        if (end < 0 || !SECRET.matcher(cookie.substring(0, end)).matches()) {
            return Optional.empty();
        }
        String page;
        try {
            page = URLDecoder.decode(cookie.substring(end + 1), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
        return PAGE.matcher(page).matches()
                ? Optional.of(new SignInAttempt(cookie.substring(0, end), page))
                : Optional.empty();
    }

    String cookie() {
        return secret + SEPARATOR + URLEncoder.encode(page, StandardCharsets.UTF_8);
    }

    /** Comes back beside the code: only this browser could have begun this. */
    String state() {
        return AccessTokens.hash("state." + secret);
    }

    /** Stands in the token: it was made for this attempt. */
    String nonce() {
        return AccessTokens.hash("nonce." + secret);
    }

    /** Proves that the code's holder is who asked for it (RFC 7636). */
    String verifier() {
        return AccessTokens.hash("verifier." + secret);
    }

    /** What is shown of the verifier beforehand: its SHA-256. */
    String challenge() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.HexFormat.of().parseHex(AccessTokens.hash(verifier())));
    }

    boolean hasState(String returned) {
        return MessageDigest.isEqual(
                state().getBytes(StandardCharsets.UTF_8), returned.getBytes(StandardCharsets.UTF_8));
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "SignInAttempt[" + page + "]";
    }
}
