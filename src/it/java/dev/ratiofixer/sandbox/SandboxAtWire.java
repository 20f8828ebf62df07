package dev.ratiofixer.sandbox;

import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.sandbox.oauth.Credentials;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A started sandbox on a manual clock, and a client that speaks to it. */
final class SandboxAtWire implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    static final String KEY = Credentials.DEMO.apiKey();

    final ManualTime time = new ManualTime(START);
    final Sandbox sandbox;
    private final Vertx vertx = Vertx.vertx();
    private final WebClient client;

    SandboxAtWire() {
        this(SandboxOptions.defaults());
    }

    SandboxAtWire(SandboxOptions options) {
        sandbox = await(new Sandbox(vertx, time, options).start());
        client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setDefaultHost("127.0.0.1")
                        .setDefaultPort(sandbox.port())
                        .setUserAgentEnabled(false));
    }

    HttpRequest<Buffer> request(HttpMethod method, String uri) {
        return client.request(method, uri).timeout(30_000);
    }

    HttpResponse<Buffer> get(String uri) {
        return await(request(HttpMethod.GET, uri).send());
    }

    /** A call to YouTube with the key. */
    HttpResponse<Buffer> youtube(String methodAndQuery) {
        return get("/youtube/v3/" + methodAndQuery + "&key=" + KEY);
    }

    HttpResponse<Buffer> post(String uri, JsonObject body) {
        return await(request(HttpMethod.POST, uri).sendJsonObject(body));
    }

    HttpResponse<Buffer> post(String uri, JsonObject body, String token) {
        return await(request(HttpMethod.POST, uri)
                .putHeader("Authorization", "Bearer " + token)
                .sendJsonObject(body));
    }

    HttpResponse<Buffer> token(String refreshToken) {
        Credentials known = Credentials.DEMO;
        return await(request(HttpMethod.POST, "/token")
                .sendForm(MultiMap.caseInsensitiveMultiMap()
                        .add("grant_type", "refresh_token")
                        .add("client_id", known.clientId())
                        .add("client_secret", known.clientSecret())
                        .add("refresh_token", refreshToken)));
    }

    String adsToken() {
        return token(Credentials.DEMO.adsRefreshToken()).bodyAsJsonObject().getString("access_token");
    }

    String ownerToken() {
        return token(Credentials.DEMO.ownerRefreshToken()).bodyAsJsonObject().getString("access_token");
    }

    /** The rows that a query finds. */
    JsonArray search(String query) {
        JsonArray chunks = ads("googleAds:searchStream", new JsonObject().put("query", query))
                .bodyAsJsonArray();
        return chunks.getJsonObject(0).getJsonArray("results", new JsonArray());
    }

    HttpResponse<Buffer> ads(String method, JsonObject body) {
        return post("/v26/customers/111/" + method, body, adsToken());
    }

    HttpResponse<Buffer> setBudget(long budgetId, Object micros, boolean validateOnly) {
        JsonObject update = new JsonObject()
                .put("resourceName", "customers/111/campaignBudgets/" + budgetId)
                .put("amountMicros", micros);
        return ads("campaignBudgets:mutate", mutation("amount_micros", update).put("validateOnly", validateOnly));
    }

    static JsonObject mutation(String mask, JsonObject update) {
        return new JsonObject()
                .put(
                        "operations",
                        new JsonArray()
                                .add(new JsonObject().put("updateMask", mask).put("update", update)))
                .put("partialFailure", false);
    }

    HttpResponse<Buffer> comment(String videoId, String channelId, String text) {
        JsonObject snippet = new JsonObject()
                .put("channelId", channelId)
                .put("videoId", videoId)
                .put("topLevelComment", new JsonObject().put("snippet", new JsonObject().put("textOriginal", text)));
        return post("/youtube/v3/commentThreads?part=snippet", new JsonObject().put("snippet", snippet), ownerToken());
    }

    /** The public counters of a video. */
    JsonObject statistics(String videoId) {
        return youtube("videos?part=statistics&id=" + videoId)
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0)
                .getJsonObject("statistics");
    }

    long counter(String videoId, String counter) {
        return Long.parseLong(statistics(videoId).getString(counter));
    }

    JsonObject state() {
        return get("/sandbox/state").bodyAsJsonObject();
    }

    /** The reason in an error body of YouTube's kind. */
    static String reason(HttpResponse<Buffer> response) {
        return response.bodyAsJsonObject()
                .getJsonObject("error")
                .getJsonArray("errors")
                .getJsonObject(0)
                .getString("reason");
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failure) {
            throw new AssertionError(failure.getCause());
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
