package dev.ratiofixer.cli;

import dev.ratiofixer.google.ConsentRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a person's browser comes back to from Google: a server on this machine's loopback that takes one answer. What
 * is not the answer to its question is told so and changes nothing.
 */
final class LoopbackRedirect {
    private static final String PATH = "/";

    private final int port;
    private final Promise<String> code = Promise.promise();
    private volatile @Nullable ConsentRequest asked;

    private LoopbackRedirect(Vertx vertx, int wanted) throws Exception {
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(wanted))
                .requestHandler(this::answer)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        this.port = server.actualPort();
    }

    /** @param port 0 for any that is free */
    static LoopbackRedirect open(Vertx vertx, int port) throws Exception {
        return new LoopbackRedirect(vertx, port);
    }

    /** Returns its own address, as Google is told. */
    URI address() {
        return URI.create("http://127.0.0.1:" + port + PATH);
    }

    /** Returns the code that comes with the answer to a question; fails if the person said no. */
    Future<String> code(ConsentRequest question) {
        asked = question;
        return code.future();
    }

    private void answer(HttpServerRequest request) {
        ConsentRequest question = asked;
        String state = request.getParam("state", "");
        if (!request.path().equals(PATH) || question == null || !question.isMine(state)) {
            page(request, 400, "This is not the answer to the question that was asked. Start the command again.");
            return;
        }
        String error = request.getParam("error", "");
        String given = request.getParam("code", "");
        if (!error.isEmpty() || given.isEmpty()) {
            String word = error.matches("[a-z_]{1,64}") ? error : "no code";
            page(request, 200, "Google says: " + word + ". Nothing was authorized; you can close this page.")
                    .onComplete(shown -> code.tryFail(new IllegalStateException("nothing was authorized, Google says "
                            + word + ": run it again and allow what is asked for")));
            return;
        }
        page(request, 200, "Done. You can close this page and go back to the terminal.")
                .onComplete(shown -> code.tryComplete(given));
    }

    /** Done when the browser has it: the command ends then, and its server with it. */
    private static Future<Void> page(HttpServerRequest request, int status, String text) {
        return request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(text + "\n");
    }
}
