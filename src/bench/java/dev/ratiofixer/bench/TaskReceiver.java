package dev.ratiofixer.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Takes tasks on the loopback and answers each at once, as the webhook of a team's chat does. */
final class TaskReceiver implements AutoCloseable {
    private final HttpServer server;
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final AtomicLong repeated = new AtomicLong();

    private TaskReceiver(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    if (!ids.add(body.toJsonObject().getString("order_id"))) {
                        repeated.incrementAndGet();
                    }
                    request.response().end("ok");
                }));
    }

    static TaskReceiver start(Vertx vertx) throws Exception {
        TaskReceiver receiver = new TaskReceiver(vertx);
        receiver.server
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        return receiver;
    }

    String address() {
        return "http://127.0.0.1:" + server.actualPort() + "/hooks/newsletter";
    }

    /** How many came again, by the id of their order. */
    long repeated() {
        return repeated.get();
    }

    @Override
    public void close() {
        server.close();
    }
}
