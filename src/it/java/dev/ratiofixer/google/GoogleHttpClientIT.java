package dev.ratiofixer.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.GoogleHttpClient.GoogleApi;
import dev.ratiofixer.google.GoogleHttpClient.KeyCredential;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.Rejected;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GoogleHttpClientIT {
    private static final String KEY = "AIza-the-key";

    private record Seen(String uri, String key) {}

    private final Vertx vertx = Vertx.vertx();
    private final List<Seen> seen = new ArrayList<>();
    private final Deque<String> bodies = new ArrayDeque<>();
    private int status = 200;
    private Optional<String> key = Optional.of(" " + KEY + "\n");

    private final HttpServer server = FaultySandbox.await(
            vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
    private final GoogleHttpClient http = new GoogleHttpClient(
            vertx, InstantSource.system(), GoogleApi.SHEETS, Limits.USUAL, new KeyCredential(() -> key));

    @AfterEach
    void close() {
        FaultySandbox.await(vertx.close());
    }

    private void answer(HttpServerRequest request) {
        seen.add(new Seen(request.uri(), String.valueOf(request.getHeader("x-goog-api-key"))));
        request.response().setStatusCode(status).end(bodies.isEmpty() ? "{}" : bodies.poll());
    }

    private String uri() {
        return "http://127.0.0.1:" + server.actualPort() + "/v4/spreadsheets/x?majorDimension=ROWS";
    }

    @Test
    void theKeyIsInAHeaderAndNeverInTheAddress() {
        FaultySandbox.await(http.get(uri()));

        assertThat(seen).containsExactly(new Seen("/v4/spreadsheets/x?majorDimension=ROWS", KEY));
    }

    @Test
    void withoutAKeyNothingIsAsked() {
        key = Optional.empty();

        assertThat(FaultySandbox.failure(http.get(uri()))).isInstanceOf(Unauthorized.class);
        assertThat(seen).isEmpty();
        assertThat(http.last().failure()).isInstanceOf(Unauthorized.class);
    }

    /** A sheet that refused three times was "the last call succeeded". */
    @Test
    void theLastOutcomeIsARefusalTooUntilTheNextSuccess() {
        status = 403;
        FaultySandbox.failure(http.get(uri()));
        assertThat(http.last().failure()).isInstanceOf(Rejected.class);

        status = 200;
        FaultySandbox.await(http.get(uri()));
        assertThat(http.last().failure()).isNull();
        assertThat(http.last().used()).isTrue();
    }

    @Test
    void anAnswerThatIsNoJsonIsNone() {
        for (String body : List.of("<html>sign in</html>", "7", "\"text\"", "null", "{", "")) {
            bodies.add(body.isEmpty() ? " " : body);
            assertThat(FaultySandbox.failure(http.get(uri())))
                    .isEqualTo(new Indeterminate("Google Sheets gives no answer that can be read (not JSON)"));
        }
    }
}
