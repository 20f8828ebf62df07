package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP client that nobody here wrote, and that holds every answer to the contract. */
final class WireClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Site site;
    private final Map<String, String> headers = new HashMap<>();

    WireClient(Site site, @Nullable String key) {
        this.site = site;
        if (key != null) {
            headers.put("Authorization", "Bearer " + key);
        }
    }

    /** An answer whose shape the contract allows. */
    record Reply(int status, String text, java.net.http.HttpHeaders headers) {
        JsonObject json() {
            return new JsonObject(text);
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    WireClient with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    Reply post(String path, JsonObject body) {
        return post(path, body.encode());
    }

    Reply post(String path, String body) {
        return send("POST", path, body);
    }

    Reply send(String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site.address() + path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", headers.getOrDefault("Content-Type", "application/json"));
        }
        headers.forEach((name, value) -> {
            if (!name.equals("Content-Type")) {
                request.header(name, value);
            }
        });
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Reply reply = new Reply(response.statusCode(), response.body(), response.headers());
            holdToContract(method, path, reply);
            return reply;
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(method + " " + path, broken);
        }
    }

    /** A list as CSV or a page, which the contract only names. */
    private static boolean isFile(Reply reply) {
        return reply.header("content-type").matches("text/(csv|html).*");
    }

    private void holdToContract(String method, String path, Reply reply) {
        String bare = path.replaceFirst("\\?.*", "");
        Operation operation = site.contract.openApi().findOperation(bare, HttpMethod.valueOf(method));
        if (reply.status() >= 400 && !path.startsWith("/shared/")) {
            assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
            assertThat(reply.json().getString("type")).startsWith("urn:ratio-fixer:problem:");
            assertThat(reply.json().getInteger("status")).isEqualTo(reply.status());
        }
        if (operation == null || reply.status() == 304 || reply.status() == 204 || isFile(reply)) {
            return;
        }
        Site.await(ResponseValidator.create(site.vertx, site.contract.openApi())
                .validate(
                        ValidatableResponse.create(reply.status(), Buffer.buffer(reply.text()), "application/json"),
                        operation.getOperationId()));
    }
}
