package dev.ratiofixer.google.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.google.youtube.YouTubeApi.VideoCall;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.Doubt;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.NotFound;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.QuotaExhausted;
import dev.ratiofixer.provider.ProviderFailure.Rejected;
import dev.ratiofixer.provider.ProviderFailure.Throttled;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
import dev.ratiofixer.provider.ProviderFailure.Unreachable;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.Hostile;
import dev.ratiofixer.youtube.PollingTestBench;
import dev.ratiofixer.youtube.StandIn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every hostile answer, at the wire, becomes the failure of its kind, and none tells the key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class YouTubeClientFailureIT {
    private static final VideoId VIDEO = new VideoId("aaaaaaaaaaa");
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
    private static final Duration TO_MIDNIGHT = Duration.ofHours(20);
    private static final String SENSELESS = " gives an answer that makes no sense: ";
    private static final String BREAKS_OFF = "'s answer broke off";
    private static final String TOO_LARGE = " answers with more than can be read (over 200000 bytes)";
    private static final ProviderFailure NO_JSON =
            new Indeterminate("YouTube gives no answer that can be read (not JSON)");

    private final Vertx vertx = Vertx.vertx();
    private StandIn standIn;
    private YouTubeClient client;

    @BeforeAll
    void open() throws Exception {
        standIn = PollingTestBench.await(StandIn.start(vertx, new ManualTime(NOW)));
        standIn.catalog.add(VIDEO.value(), "UCone", "2026-09-01T10:00:00Z");
        client = client(standIn.origin());
    }

    @AfterAll
    void close() throws Exception {
        PollingTestBench.await(vertx.close());
    }

    @ParameterizedTest
    @MethodSource
    void everyFailureHasItsKind(Consumer<HttpServerRequest> answer, ProviderFailure expected) {
        assertThat(failure(hostile(answer))).isEqualTo(expected);
    }

    static Stream<Arguments> everyFailureHasItsKind() {
        return Stream.of(
                hostile(Hostile.refusing(403, "quotaExceeded"), used("403 quotaExceeded")),
                hostile(Hostile.refusing(403, "dailyLimitExceeded"), used("403 dailyLimitExceeded")),
                hostile(Hostile::perDayLimit, used("429 rateLimitExceeded")),
                hostile(Hostile.refusing(403, "rateLimitExceeded"), slower("403 rateLimitExceeded", null)),
                hostile(Hostile.tooMany("7"), slower("429", Duration.ofSeconds(7))),
                hostile(Hostile.tooMany("soon"), slower("429", null)),
                hostile(
                        Hostile.tooManyUntil("Tue, 10 Nov 2026 12:00:00 GMT", "Tue, 10 Nov 2026 12:02:30 GMT"),
                        slower("429", Duration.ofSeconds(150))),
                hostile(
                        Hostile.tooManyUntil("Tue, 10 Nov 2026 12:00:00 GMT", "Tue, 10 Nov 2026 11:00:00 GMT"),
                        slower("429", null)),
                hostile(
                        Hostile.refusing(403, "forbidden"),
                        new Rejected("forbidden", "YouTube refuses this (403 forbidden)", null)),
                hostile(
                        Hostile.refusing(400, "processingFailure"),
                        new Rejected("processingFailure", "YouTube refuses this (400 processingFailure)", null)),
                hostile(
                        Hostile.refusing(404, "videoNotFound"),
                        new NotFound(
                                "videoNotFound",
                                "YouTube says that it does not know what was asked for (404 videoNotFound)",
                                "",
                                null)),
                hostile(
                        Hostile.refusing(400, "<b>html</b>"),
                        new Rejected("unknown", "YouTube refuses this (400)", null)),
                hostile(Hostile.text(500, "oops"), doubt(Doubt.SERVER_ERROR, " has a fault of its own now (500)")),
                hostile(
                        Hostile.text(503, "<html>busy</html>"),
                        doubt(Doubt.SERVER_ERROR, " has a fault of its own now (503)")),
                hostile(Hostile.text(302, ""), doubt(Doubt.MALFORMED, " gives no answer that can be read (302)")),
                hostile(Hostile.text(200, "<html><body>sign in</body></html>"), NO_JSON),
                hostile(Hostile.text(200, ""), NO_JSON),
                hostile(
                        Hostile.text(200, "[1]"),
                        doubt(Doubt.MALFORMED, SENSELESS + "it has not the form that it should have (no JSON object)")),
                hostile(Hostile.text(200, "{\"items\":[{\"id\":\"aaaa"), NO_JSON),
                hostile(
                        Hostile.text(200, "{\"items\":{\"id\":1}}"),
                        doubt(Doubt.MALFORMED, SENSELESS + "it lists nothing (\"items\" is no array)")),
                hostile(Hostile::halfABody, doubt(Doubt.CONNECTION_LOST, BREAKS_OFF)),
                hostile(Hostile::tenMegabytes, doubt(Doubt.MALFORMED, TOO_LARGE)),
                hostile(Hostile::gzipBomb, doubt(Doubt.MALFORMED, TOO_LARGE)),
                hostile(Hostile::brokenGzip, doubt(Doubt.CONNECTION_LOST, BREAKS_OFF)),
                hostile(Hostile::drop, doubt(Doubt.CONNECTION_LOST, " gave no answer: the connection broke")),
                hostile(Hostile::hang, doubt(Doubt.TIMED_OUT, " did not answer within 4 s")),
                hostile(Hostile::trickle, doubt(Doubt.TIMED_OUT, " did not answer within 4 s")));
    }

    private static QuotaExhausted used(String said) {
        return new QuotaExhausted("YouTube says that what it allows in a day is used up (" + said + ")", TO_MIDNIGHT);
    }

    private static Throttled slower(String said, @Nullable Duration pause) {
        return new Throttled(
                "YouTube says that it was asked too often: it is asked again in a while (" + said + ")", pause, null);
    }

    private static Indeterminate doubt(Doubt doubt, String why) {
        return new Indeterminate(doubt, "YouTube" + why, null);
    }

    private static Arguments hostile(Consumer<HttpServerRequest> answer, ProviderFailure expected) {
        return Arguments.of(answer, expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyInvalid", "accessNotConfigured"})
    void aRefusedKeyIsCalledByItsReason(String reason) {
        assertThat(failure(hostile(Hostile.refusing(403, reason))))
                .isInstanceOfSatisfying(
                        Unauthorized.class,
                        refused -> assertThat(refused.code()).isEqualTo(reason));
        assertThat(failure(hostile(Hostile::newKeyInvalid)))
                .isInstanceOfSatisfying(
                        Unauthorized.class,
                        refused -> assertThat(refused.code()).isEqualTo("API_KEY_INVALID"));
    }

    @Test
    void nobodyListeningIsUnreachable() {
        YouTubeClient nowhere = client(URI.create("http://127.0.0.1:1"));

        assertThat(failure(cause(nowhere.videos(VideoCall.STATS, List.of(VIDEO)))))
                .isInstanceOf(Unreachable.class);
    }

    @Test
    void theClientWorksOnAfterEveryHostileAnswer() throws Exception {
        for (Consumer<HttpServerRequest> trick : List.<Consumer<HttpServerRequest>>of(
                Hostile::halfABody, Hostile::tenMegabytes, Hostile::brokenGzip, Hostile::drop)) {
            hostile(trick);
        }

        assertThat(PollingTestBench.await(client.videos(VideoCall.STATUS, List.of(VIDEO)))
                        .readings())
                .containsKey(VIDEO);
    }

    @Test
    void noFailureTellsTheKey() {
        for (Consumer<HttpServerRequest> trick : List.<Consumer<HttpServerRequest>>of(
                Hostile.refusing(400, "keyInvalid"), Hostile::hang, Hostile::drop, Hostile::halfABody)) {
            Throwable cause = hostile(trick);

            assertThat(cause.toString() + cause.getCause()).doesNotContain(StandIn.KEY);
        }
    }

    private Throwable hostile(Consumer<HttpServerRequest> answer) {
        standIn.next(answer);
        return cause(client.videos(VideoCall.STATUS, List.of(VIDEO)));
    }

    private YouTubeClient client(URI origin) {
        return new YouTubeClient(vertx, () -> NOW, new ApiSettings(origin, LIMIT, 200_000, 4), () -> StandIn.KEY);
    }

    private static ProviderFailure failure(Throwable cause) {
        return ((ProviderException) cause).failure();
    }

    private static Throwable cause(Future<?> call) {
        try {
            call.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failed) {
            return Optional.ofNullable(failed.getCause()).orElse(failed);
        }
        throw new AssertionError("it should have failed");
    }
}
