package dev.ratiofixer.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.FaultySandbox;
import dev.ratiofixer.provider.ProviderHttpClient.Call;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderHttpClientFaultsIT {
    private static final Duration LONG = Duration.ofSeconds(15);
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

    private static Future<ProviderResponse> post(Duration limit) {
        Limits limits = new Limits(limit, 1, 4, 1 << 20);
        return new ProviderHttpClient(upstreams.vertx, upstreams.time, "Google OAuth", limits)
                .send(Call.postForm(token, Map.of("grant_type", "refresh_token")));
    }

    @ParameterizedTest
    @CsvSource({"huge, more than can be read", "half, broke off", "drop, no answer"})
    void anAnswerThatCannotBeTakenIsNamed(String kind, String reason) {
        upstreams.fault(ROUTE, kind, new JsonObject().put("status", 200));

        ProviderFailure failure = FaultySandbox.failure(post(LONG));

        assertThat(failure).isInstanceOf(ProviderFailure.Indeterminate.class);
        assertThat(failure.reason()).contains("Google OAuth", reason);
    }

    @Test
    void aHangEndsAtTheLimit() {
        upstreams.fault(ROUTE, "hang", new JsonObject());

        ProviderFailure failure = FaultySandbox.failure(post(Duration.ofMillis(200)));

        assertThat(failure.reason()).contains("Google OAuth", "did not answer within 200 ms");
    }

    @Test
    void whoIsNotThereIsUnreachable() {
        assertThat(FaultySandbox.failure(new ProviderHttpClient(upstreams.vertx, upstreams.time, "Nobody", Limits.USUAL)
                        .send(Call.get("http://127.0.0.1:1/"))))
                .isInstanceOf(ProviderFailure.Unreachable.class);
    }

    @Test
    void everyStatusIsAnAnswerAndARedirectIsNotFollowed() {
        upstreams.fault(ROUTE, "status", new JsonObject().put("status", 307));

        ProviderResponse answer = FaultySandbox.await(post(LONG));

        assertThat(answer.status()).isEqualTo(307);
        assertThat(upstreams.hits()).isEqualTo(1);
    }

    /** A request that got its connection too late must not keep it. */
    @Test
    void whoWaitedInVainForAConnectionDoesNotKeepIt() {
        Limits one = new Limits(Duration.ofMillis(400), 1, 4, 1 << 20);
        ProviderHttpClient http = new ProviderHttpClient(upstreams.vertx, upstreams.time, "Google OAuth", one);
        Call call = Call.postForm(token, Map.of("grant_type", "refresh_token"));
        upstreams.fault(ROUTE, "hang", new JsonObject().put("times", 1));

        Future<ProviderResponse> hanging = http.send(call);
        Future<ProviderResponse> waiting = http.send(call);

        assertThat(FaultySandbox.failure(hanging)).isInstanceOf(ProviderFailure.Indeterminate.class);
        // Whether it ran out of time in the queue or with a connection in hand: it was not sent.
        assertThat(FaultySandbox.failure(waiting))
                .isInstanceOfAny(ProviderFailure.Unreachable.class, ProviderFailure.Aborted.class);
        assertThat(FaultySandbox.await(http.send(call)).status()).isEqualTo(401);
        assertThat(FaultySandbox.await(http.send(call)).status()).isEqualTo(401);
    }
}
