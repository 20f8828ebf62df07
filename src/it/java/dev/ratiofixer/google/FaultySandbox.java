package dev.ratiofixer.google;

import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.sandbox.oauth.Credentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The sandbox with faults to order, for the clients of the providers. */
public final class FaultySandbox implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    public final Vertx vertx = Vertx.vertx();
    public final ManualTime time = new ManualTime(START);
    public final Sandbox sandbox = await(new Sandbox(vertx, time, SandboxOptions.defaults()).start());
    final AtomicReference<Optional<OAuthCredentials>> ads =
            new AtomicReference<>(Optional.of(credentials(Credentials.DEMO.adsRefreshToken())));
    private final WebClient client = WebClient.create(vertx);

    public static OAuthCredentials credentials(String refreshToken) {
        return new OAuthCredentials(Credentials.DEMO.clientId(), Credentials.DEMO.clientSecret(), refreshToken);
    }

    public URI origin() {
        return URI.create(sandbox.origin());
    }

    public OAuthTokens tokens() {
        return new OAuthTokens(vertx, time, OAuthAccount.ADS, origin().resolve("/token"), ads::get);
    }

    public OAuthTokens ownerTokens() {
        Optional<OAuthCredentials> owner = Optional.of(credentials(Credentials.DEMO.ownerRefreshToken()));
        return new OAuthTokens(vertx, time, OAuthAccount.CHANNEL_OWNER, origin().resolve("/token"), () -> owner);
    }

    public void post(String path, JsonObject body) {
        int status = await(client.postAbs(sandbox.origin() + path).sendJsonObject(body))
                .statusCode();
        if (status >= 300) {
            throw new AssertionError(path + " answers " + status + " to " + body);
        }
    }

    public void fault(String route, String kind, JsonObject more) {
        post(
                "/sandbox/faults",
                new JsonObject().put("route", route).put("kind", kind).mergeIn(more));
    }

    /** How many calls the faults have befallen. */
    public long hits() {
        return await(client.getAbs(sandbox.origin() + "/sandbox/faults").send())
                .bodyAsJsonObject()
                .getJsonArray("faults")
                .stream()
                .mapToLong(fault -> ((JsonObject) fault).getLong("hits"))
                .sum();
    }

    public void clear() {
        await(client.deleteAbs(sandbox.origin() + "/sandbox/faults").send());
    }

    /** What a call failed with. */
    public static ProviderFailure failure(Future<?> call) {
        try {
            Object done = await(call);
            throw new AssertionError("it did not fail: " + done);
        } catch (CompletionException failed) {
            return ProviderException.of(Objects.requireNonNull(failed.getCause()));
        }
    }

    public static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
