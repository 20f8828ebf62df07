package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import dev.ratiofixer.google.youtube.OwnerChannels;
import dev.ratiofixer.smm.execution.comment.OwnerTokenGuard;
import dev.ratiofixer.smm.execution.comment.OwnerTokenGuard.Clearance.Barred;
import dev.ratiofixer.smm.execution.comment.OwnerTokenGuard.Clearance.Cleared;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose a token is, at a server that answers as YouTube does. */
class OwnerTokenGuardIT {
    private static final String CHANNEL = "UC0123456789012345678901";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> channels = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        Waiting.on(vertx.close());
    }

    @Test
    void anAccountThatGetsItsChannelLaterIsClearedWithTheSameToken() {
        OwnerTokenGuard guard = guard();
        assertThat(Waiting.on(guard.clearance(CHANNEL)))
                .isInstanceOfSatisfying(
                        Barred.class, barred -> assertThat(barred.reason()).contains("an account without a channel"));

        channels.add(CHANNEL);

        assertThat(Waiting.on(guard.clearance(CHANNEL))).isInstanceOf(Cleared.class);
        assertThat(Waiting.on(guard.clearance(CHANNEL))).isInstanceOf(Cleared.class);
        assertThat(asked).hasValue(2);
    }

    private OwnerTokenGuard guard() {
        int port = Waiting.on(
                        vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"))
                .actualPort();
        URI origin = URI.create("http://127.0.0.1:" + port);
        OAuthCredentials credentials = new OAuthCredentials("client", "secret", "1//refresh");
        OAuthTokens tokens = new OAuthTokens(
                vertx,
                InstantSource.system(),
                OAuthAccount.CHANNEL_OWNER,
                origin.resolve("/token"),
                () -> Optional.of(credentials));
        return new OwnerTokenGuard(
                new OwnerChannels(vertx, InstantSource.system(), tokens, () -> origin),
                units -> Future.succeededFuture(),
                new MemoryOwnerTokens(),
                OAuthAccount.CHANNEL_OWNER,
                () -> Optional.of(credentials));
    }

    private void answer(HttpServerRequest request) {
        JsonObject answer;
        if (request.path().equals("/token")) {
            answer = new JsonObject()
                    .put("access_token", "ya29.a")
                    .put("expires_in", 3599)
                    .put("token_type", "Bearer");
        } else {
            asked.incrementAndGet();
            JsonArray items = new JsonArray();
            channels.forEach(id ->
                    items.add(new JsonObject().put("kind", "youtube#channel").put("id", id)));
            answer = new JsonObject()
                    .put("kind", "youtube#channelListResponse")
                    .put(
                            "pageInfo",
                            new JsonObject().put("totalResults", items.size()).put("resultsPerPage", 5));
            // Without a channel there is no list at all.
            if (!items.isEmpty()) {
                answer.put("items", items);
            }
        }
        request.response().putHeader("Content-Type", "application/json").end(answer.encode());
    }
}
