package dev.ratiofixer.google.ads;

import dev.ratiofixer.google.FaultySandbox;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes calls on to a sandbox, and keeps what was sent and what was answered, byte by byte. */
final class RecordingProxy {
    /**
     * A call and its answer.
     *
     * @param method the part behind the customer, such as {@code campaignBudgets:mutate}
     */
    record RecordedCall(String method, String request, int status, String response) {}

    private final List<RecordedCall> calls = new CopyOnWriteArrayList<>();
    private final WebClient client;
    private final URI upstream;
    private final HttpServer server;

    RecordingProxy(Vertx vertx, URI upstream) {
        this.client = WebClient.create(vertx);
        this.upstream = upstream;
        this.server = FaultySandbox.await(
                vertx.createHttpServer().requestHandler(this::pass).listen(0, "127.0.0.1"));
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** What has passed so far. */
    List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    private void pass(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            HttpRequest<Buffer> on = client.postAbs(upstream + request.path());
            request.headers().forEach((name, value) -> {
                boolean ofThisHop = name.equalsIgnoreCase("host")
                        || name.equalsIgnoreCase("content-length")
                        || name.equalsIgnoreCase("accept-encoding");
                if (!ofThisHop) {
                    on.putHeader(name, value);
                }
            });
            on.sendBuffer(body).onSuccess(answer -> {
                String path = request.path();
                calls.add(new RecordedCall(
                        path.substring(path.lastIndexOf('/') + 1),
                        body.toString(),
                        answer.statusCode(),
                        answer.bodyAsString()));
                request.response()
                        .setStatusCode(answer.statusCode())
                        .putHeader("Content-Type", "application/json; charset=UTF-8")
                        .end(answer.bodyAsBuffer());
            });
        });
    }
}
