package dev.ratiofixer.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.FaultySandbox;
import dev.ratiofixer.provider.ProviderHttpClient.Answer;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadOnlyHttpClientIT {
    private static final String ROUTE = "oauth.token";

    private static FaultySandbox upstreams;
    private static String token;

    @BeforeAll
    static void open() {
        upstreams = new FaultySandbox();
        token = upstreams.origin().resolve("/token").toString();
    }

    @AfterAll
    static void close() {
        upstreams.close();
    }

    @AfterEach
    void clear() {
        upstreams.clear();
    }

    private static ReadOnlyHttpClient http(Duration limit) {
        return new ReadOnlyHttpClient(upstreams.vertx, "Google OAuth", limit);
    }

    private static MultiMap form() {
        return MultiMap.caseInsensitiveMultiMap().add("grant_type", "refresh_token");
    }

    @ParameterizedTest
    @CsvSource({"huge, body over", "half, no answer", "drop, no answer"})
    void anAnswerThatCannotBeTakenIsNamed(String kind, String reason) {
        upstreams.fault(ROUTE, kind, new JsonObject().put("status", 200));

        ProviderFailure failure =
                FaultySandbox.failure(http(ProviderHttpClient.LIMIT).postForm(token, form()));

        assertThat(failure).isInstanceOf(ProviderFailure.Indeterminate.class);
        assertThat(failure.reason()).contains("Google OAuth", reason);
    }

    @Test
    void aHangEndsAtTheLimit() {
        upstreams.fault(ROUTE, "hang", new JsonObject());

        ProviderFailure failure =
                FaultySandbox.failure(http(Duration.ofMillis(200)).postForm(token, form()));

        assertThat(failure.reason()).contains("Google OAuth", "Timeout");
    }

    @Test
    void whoIsNotThereIsUnreachable() {
        assertThat(FaultySandbox.failure(http(ProviderHttpClient.LIMIT).get("http://127.0.0.1:1/")))
                .isInstanceOf(ProviderFailure.Unreachable.class);
    }

    @Test
    void everyStatusIsAnAnswerAndARedirectIsNotFollowed() {
        upstreams.fault(ROUTE, "status", new JsonObject().put("status", 307));

        Answer answer = FaultySandbox.await(http(ProviderHttpClient.LIMIT).postForm(token, form()));

        assertThat(answer.status()).isEqualTo(307);
        assertThat(upstreams.hits()).isEqualTo(1);
    }
}
