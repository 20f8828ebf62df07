package dev.ratiofixer.http.signin;

import dev.ratiofixer.access.AccessTokens;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.access.OidcSettings;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.access.Sessions;
import dev.ratiofixer.text.PlainText;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider: found by OpenID Connect Discovery when somebody first signs in, and again after a failure.
 * Vert.x's library checks the token's signature, issuer and audience; the nonce, which it does not know, and the end of
 * the token are checked here.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html">OpenID Connect Core 1.0</a>
 */
final class IdentityProvider {
    private static final int TIMEOUT_SECONDS = 10;
    /** By how much clocks may differ. */
    private static final int LEEWAY_SECONDS = 30;

    private final Vertx vertx;
    private final OidcSettings settings;
    private final Supplier<Optional<String>> clientSecret;
    private final URI callback;
    private final InstantSource clock;
    private @Nullable Future<OAuth2Auth> found;

    /** Somebody who may not come in, or could not be shown to be who he says; the text is for the log. */
    static final class SignInException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean withoutRole;

        SignInException(String reason, boolean withoutRole) {
            super(reason, null, false, false);
            this.withoutRole = withoutRole;
        }

        /** Whether he is known there and only has no role here. */
        boolean isWithoutRole() {
            return withoutRole;
        }
    }

    /**
     * @param callback where the provider sends browsers back to
     * @param clock real time: tokens end by it
     */
    IdentityProvider(
            Vertx vertx,
            OidcSettings settings,
            Supplier<Optional<String>> clientSecret,
            URI callback,
            InstantSource clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.clientSecret = clientSecret;
        this.callback = callback;
        this.clock = clock;
    }

    /** The address at the provider where somebody signs in. */
    Future<String> address(SignInAttempt attempt) {
        return discovered()
                .map(provider -> provider.authorizeURL(new OAuth2AuthorizationURL()
                        .setRedirectUri(callback.toString())
                        .setScopes(settings.scopes())
                        .setState(attempt.state())
                        .setCodeChallenge(attempt.challenge())
                        .setCodeChallengeMethod("S256")
                        .putAdditionalParameter("nonce", attempt.nonce())));
    }

    /** Who came back with this code. Fails with {@link SignInException} if he may not come in. */
    Future<Caller> redeem(SignInAttempt attempt, String code) {
        return discovered()
                .compose(provider -> provider.authenticate(new Oauth2Credentials()
                        .setFlow(OAuth2FlowType.AUTH_CODE)
                        .setCode(code)
                        .setRedirectUri(callback.toString())
                        .setCodeVerifier(attempt.verifier())))
                .map(user -> caller(attempt, user));
    }

    /** Where a browser ends its session at the provider too; empty if there is no such place. */
    Future<Optional<String>> endOfSession(URI afterwards) {
        return discovered()
                .map(provider -> Optional.ofNullable(provider.endSessionURL(
                        User.create(new JsonObject()),
                        new JsonObject()
                                .put("client_id", settings.clientId())
                                .put("post_logout_redirect_uri", afterwards.toString()))));
    }

    private Caller caller(SignInAttempt attempt, User user) {
        JsonObject claims = user.attributes().getJsonObject("idToken");
        if (claims == null) {
            throw new SignInException("the provider sent no id_token", false);
        }
        if (!attempt.nonce().equals(claims.getString("nonce"))) {
            throw new SignInException("the id_token was not made for this attempt: its nonce is another", false);
        }
        if (claims.getLong("exp", 0L) <= clock.instant().getEpochSecond() - LEEWAY_SECONDS) {
            throw new SignInException("the id_token has expired", false);
        }
        String subject = Objects.requireNonNullElse(claims.getString("sub"), "");
        if (subject.isEmpty()) {
            throw new SignInException("the id_token names nobody", false);
        }
        JsonObject access = user.attributes().getJsonObject("accessToken", new JsonObject());
        List<String> values = Stream.of(claims, access)
                .flatMap(token -> texts(claim(token, settings.roleClaim())).stream())
                .toList();
        Role role = settings.role(values)
                .orElseThrow(() -> new SignInException(
                        "claim " + settings.roleClaim() + " has none of the values of oidc.roles: " + values, true));
        String name = Stream.of("preferred_username", "email", "name")
                .map(claims::getValue)
                .filter(String.class::isInstance)
                // It stands in the audit trail: an empty or a two-lined one would be somebody else there.
                .map(text -> PlainText.normalized(PlainText.cleaned(text.toString())))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseGet(() -> PlainText.normalized(PlainText.cleaned(subject)));
        return Sessions.person(settings.issuer() + " " + subject, name, role, client(claims, access));
    }

    /** Nobody comes in whose token does not say it: a client that is left out would open all of them. */
    private @Nullable String client(JsonObject claims, JsonObject access) {
        String path = settings.clientClaim();
        if (path == null) {
            return null;
        }
        Set<String> named = Stream.of(claims, access)
                .flatMap(token -> texts(claim(token, path)).stream())
                .collect(Collectors.toSet());
        if (named.contains(OidcSettings.EVERY_CLIENT)) {
            return null;
        }
        if (named.size() != 1) {
            throw new SignInException(
                    "claim " + path + " must name one client, or " + OidcSettings.EVERY_CLIENT + " for all: " + named,
                    true);
        }
        return named.iterator().next();
    }

    private static @Nullable Object claim(JsonObject token, String path) {
        Object at = token;
        for (String step : path.split("\\.", -1)) {
            at = at instanceof JsonObject object ? object.getValue(step) : null;
        }
        return at;
    }

    private static List<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String text -> List.of(text);
            case JsonArray array -> array.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    private Future<OAuth2Auth> discovered() {
        Future<OAuth2Auth> known = found;
        if (known != null && !known.failed()) {
            return known;
        }
        OAuth2Options options = new OAuth2Options()
                .setClientId(settings.clientId())
                .setSite(String.valueOf(settings.issuer()).replaceFirst("/$", ""))
                .setHttpClientOptions(new HttpClientOptions()
                        .setConnectTimeout((int) TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS))
                        .setIdleTimeout(TIMEOUT_SECONDS)
                        .setTracingPolicy(TracingPolicy.IGNORE));
        clientSecret.get().ifPresent(options::setClientSecret);
        Future<OAuth2Auth> discovery =
                OpenIDConnectAuth.discover(vertx, options).timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        // Keys of the provider change: those that are not known are read again.
        discovery = discovery.onSuccess(provider -> provider.missingKeyHandler(key -> provider.jWKSet()));
        found = discovery;
        return discovery;
    }

    /**
     * One browser's way to the identity provider and back. All that must be remembered meanwhile is in a cookie of this
     * browser: a secret, from which state, nonce and the code's verifier follow, and where to go afterwards. So any
     * node takes the way back, and nothing is kept of who never returns.
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
}
