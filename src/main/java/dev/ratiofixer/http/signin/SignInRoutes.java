package dev.ratiofixer.http.signin;

import dev.ratiofixer.access.OidcSettings;
import dev.ratiofixer.access.RateLimiter;
import dev.ratiofixer.http.server.ForwardedHeaders;
import dev.ratiofixer.http.server.Routes;
import dev.ratiofixer.http.server.SessionRoutes;
import dev.ratiofixer.http.server.SessionRoutes.AuthenticationHandler;
import dev.ratiofixer.http.signin.IdentityProvider.SignInAttempt;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the way to the identity provider and back, by the authorization code flow with PKCE, state and nonce. At the
 * end a session of the dashboard is open, like one that a key opened.
 *
 * <ul>
 *   <li>{@code GET /sign-in/methods} says whether there is a provider, to anyone
 *   <li>{@code GET /sign-in?page=/…} sends the browser there
 *   <li>{@code GET /sign-in/callback} takes it back
 *   <li>{@code GET /sign-in/end} ends the session at the provider, after that of the dashboard
 * </ul>
 */
public final class SignInRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(SignInRoutes.class);
    private static final String COOKIE = "ratio_fixer_sign_in";
    private static final String PATH = "/sign-in";
    /** How long somebody may take at the provider. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final OidcSettings settings;
    private final SessionRoutes sessions;
    private final RateLimiter attempts;
    private final boolean secure;
    private final URI home;
    private final @Nullable IdentityProvider provider;

    /**
     * @param home the origin at which people reach the dashboard
     * @param attempts how often an address may come back with a code
     */
    public SignInRoutes(
            Vertx vertx,
            OidcSettings settings,
            Supplier<Optional<String>> clientSecret,
            SessionRoutes sessions,
            RateLimiter attempts,
            boolean secure,
            @Nullable URI home) {
        this.settings = settings;
        this.sessions = sessions;
        this.attempts = attempts;
        this.secure = secure;
        this.home = home == null ? URI.create("/") : home.resolve("/");
        this.provider = settings.isOn()
                ? new IdentityProvider(
                        vertx, settings, clientSecret, this.home.resolve(PATH + "/callback"), InstantSource.system())
                : null;
    }

    public void mount(Router site) {
        Routes.read(site, PATH + "/methods")
                .handler(ctx -> ctx.response()
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Cache-Control", "no-store")
                        .end(new JsonObject()
                                .put("provider", settings.isOn() ? settings.name() : null)
                                .encode()));
        IdentityProvider there = provider;
        if (there != null) {
            Routes.read(site, PATH).handler(ctx -> begin(there, ctx));
            // A code is good for one redemption: nobody who only looks (HEAD) may use it up.
            site.get(PATH + "/callback").handler(ctx -> comeBack(there, ctx));
            Routes.read(site, PATH + "/end").handler(ctx -> end(there, ctx));
        }
    }

    private void begin(IdentityProvider there, RoutingContext ctx) {
        String page = Optional.ofNullable(ctx.queryParams().get("page")).orElse("/");
        SignInAttempt attempt = SignInAttempt.begin(page);
        there.address(attempt)
                .onSuccess(address -> {
                    ctx.response().addCookie(cookie(ctx, attempt.cookie(), PATIENCE.toSeconds()));
                    redirect(ctx, address);
                })
                .onFailure(away -> refuse(ctx, "unavailable", away));
    }

    private void comeBack(IdentityProvider there, RoutingContext ctx) {
        Cookie cookie = ctx.request().getCookie(COOKIE);
        Optional<SignInAttempt> attempt =
                Optional.ofNullable(cookie).flatMap(sent -> SignInAttempt.of(sent.getValue()));
        String state = ctx.queryParams().get("state");
        String code = ctx.queryParams().get("code");
        ctx.response().addCookie(cookie(ctx, "", 0));
        if (!attempts.allows("sign-in " + AuthenticationHandler.address(ctx.request()))) {
            refuse(ctx, "too_many", new IllegalStateException("too many attempts of one address"));
        } else if (attempt.isEmpty() || state == null || !attempt.get().hasState(state)) {
            refuse(ctx, "expired", new IllegalStateException("it was not begun by this browser, or too long ago"));
        } else if (code == null) {
            String error = String.valueOf(ctx.queryParams().get("error"));
            refuse(ctx, "refused", new IllegalStateException("the provider answered " + error.replaceAll("\\W", "_")));
        } else {
            SignInAttempt mine = attempt.get();
            there.redeem(mine, code)
                    .compose(caller -> sessions.open(ctx, caller).map(session -> {
                        LOG.info("person={} role={} signed in", caller.name(), caller.role());
                        return session;
                    }))
                    .onSuccess(
                            session -> redirect(ctx, home.resolve(mine.page()).toString()))
                    .onFailure(failure -> refuse(ctx, reason(failure), failure));
        }
    }

    private void end(IdentityProvider there, RoutingContext ctx) {
        there.endOfSession(home)
                .onSuccess(address -> redirect(ctx, address.orElse(home.toString())))
                .onFailure(away -> redirect(ctx, home.toString()));
    }

    private static String reason(Throwable failure) {
        return failure instanceof IdentityProvider.SignInException refused && refused.isWithoutRole()
                ? "no_role"
                : "failed";
    }

    /** The page says in words what is the matter; the log has the provider's own. */
    private void refuse(RoutingContext ctx, String reason, Throwable cause) {
        LOG.warn("sign-in reason={}: {}", reason, cause.getMessage());
        redirect(ctx, home.resolve("/#sign-in=" + reason).toString());
    }

    private static void redirect(RoutingContext ctx, String address) {
        ctx.response()
                .setStatusCode(302)
                .putHeader("Location", address)
                .putHeader("Cache-Control", "no-store")
                .end();
    }

    /** {@code Lax}: it must come along when the provider sends the browser back. */
    private Cookie cookie(RoutingContext ctx, String value, long seconds) {
        return Cookie.cookie(COOKIE, value)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure(secure || ForwardedHeaders.isEncrypted(ctx.request()))
                .setPath(PATH)
                .setMaxAge(seconds);
    }
}
