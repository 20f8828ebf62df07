package dev.ratiofixer.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.provider.ProviderHttpClient.Call;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProviderHttpClientIT {
    private static final int CALLS = 3_000;

    /** A gate answers on its own thread: the answer must not come and end before anybody listens. */
    @Test
    void hearsAQuickAnswerWhoeverOpensTheGate() throws Exception {
        Vertx vertx = Vertx.vertx();
        Vertx gates = Vertx.vertx();
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(request -> request.response().end("done"))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            ProviderHttpClient http = new ProviderHttpClient(vertx, InstantSource.system(), "Somebody", Limits.USUAL);
            String uri = "http://127.0.0.1:" + server.actualPort() + "/";
            for (int i = 0; i < CALLS; i++) {
                ProviderResponse answer = http.send(new Call(
                                HttpMethod.POST, uri, Map.of(), Buffer.buffer("{}"), null, () -> elsewhere(gates)))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
                assertThat(answer.body()).hasToString("done");
            }
        } finally {
            gates.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
            vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    private static Future<Void> elsewhere(Vertx gates) {
        Promise<Void> open = Promise.promise();
        gates.runOnContext(opened -> open.complete());
        return open.future();
    }
}
