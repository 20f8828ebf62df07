package dev.ratiofixer.google.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.google.youtube.YouTubeFailure.KeyRefused;
import dev.ratiofixer.google.youtube.YouTubeFailure.MalformedResponse;
import dev.ratiofixer.google.youtube.YouTubeFailure.NotFound;
import dev.ratiofixer.google.youtube.YouTubeFailure.QuotaExceeded;
import dev.ratiofixer.google.youtube.YouTubeFailure.RateLimited;
import dev.ratiofixer.google.youtube.YouTubeFailure.Rejected;
import dev.ratiofixer.google.youtube.YouTubeFailure.ServerBroken;
import dev.ratiofixer.google.youtube.YouTubeFailure.TimedOut;
import dev.ratiofixer.google.youtube.YouTubeFailure.Unreachable;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every hostile answer, at the wire, becomes the failure of its kind, and none tells the key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class YouTubeClientFailureIT {
    private static final VideoId VIDEO = new VideoId("aaaaaaaaaaa");
    private static final Duration LIMIT = Duration.ofMillis(1500);

    private final Vertx vertx = Vertx.vertx();
    private StandIn standIn;
    private YouTubeClient client;

    @BeforeAll
    void open() throws Exception {
        standIn = PollingTestBench.await(StandIn.start(vertx, new ManualTime(Instant.parse("2026-11-10T12:00:00Z"))));
        standIn.catalog.add(VIDEO.value(), "UCone", "2026-09-01T10:00:00Z");
        client = client(standIn.origin());
    }

    @AfterAll
    void close() throws Exception {
        PollingTestBench.await(vertx.close());
    }

    @ParameterizedTest
    @MethodSource
    void everyFailureHasItsKind(Consumer<HttpServerRequest> answer, YouTubeFailure expected) {
        assertThat(failure(hostile(answer))).isEqualTo(expected);
    }

    static Stream<Arguments> everyFailureHasItsKind() {
        return Stream.of(
                hostile(Hostile.refusing(403, "quotaExceeded"), new QuotaExceeded()),
                hostile(Hostile.refusing(403, "dailyLimitExceeded"), new QuotaExceeded()),
                hostile(Hostile::perDayLimit, new QuotaExceeded()),
                hostile(Hostile.refusing(403, "rateLimitExceeded"), new RateLimited(Optional.empty())),
                hostile(Hostile.tooMany("7"), new RateLimited(Optional.of(Duration.ofSeconds(7)))),
                hostile(Hostile.tooMany("soon"), new RateLimited(Optional.empty())),
                hostile(
                        Hostile.tooManyUntil("Tue, 10 Nov 2026 12:00:00 GMT", "Tue, 10 Nov 2026 12:02:30 GMT"),
                        new RateLimited(Optional.of(Duration.ofSeconds(150)))),
                hostile(
                        Hostile.tooManyUntil("Tue, 10 Nov 2026 12:00:00 GMT", "Tue, 10 Nov 2026 11:00:00 GMT"),
                        new RateLimited(Optional.empty())),
                hostile(Hostile.refusing(400, "keyInvalid"), new KeyRefused("keyInvalid")),
                hostile(Hostile.refusing(403, "accessNotConfigured"), new KeyRefused("accessNotConfigured")),
                hostile(Hostile::newKeyInvalid, new KeyRefused("API_KEY_INVALID")),
                hostile(Hostile.refusing(403, "forbidden"), new Rejected(403, "forbidden")),
                hostile(Hostile.refusing(400, "processingFailure"), new Rejected(400, "processingFailure")),
                hostile(Hostile.refusing(404, "videoNotFound"), new NotFound("videoNotFound")),
                hostile(Hostile.refusing(400, "<b>html</b>"), new Rejected(400, "unknown")),
                hostile(Hostile.text(500, "oops"), new ServerBroken(500)),
                hostile(Hostile.text(503, "<html>busy</html>"), new ServerBroken(503)),
                hostile(Hostile.text(302, ""), new MalformedResponse("status 302")),
                hostile(
                        Hostile.text(200, "<html><body>sign in</body></html>"),
                        new MalformedResponse("no JSON object")),
                hostile(Hostile.text(200, ""), new MalformedResponse("no JSON object")),
                hostile(Hostile.text(200, "[1]"), new MalformedResponse("no JSON object")),
                hostile(Hostile.text(200, "{\"items\":[{\"id\":\"aaaa"), new MalformedResponse("no JSON object")),
                hostile(Hostile.text(200, "{\"items\":{\"id\":1}}"), new MalformedResponse("\"items\" is no array")),
                hostile(Hostile::halfABody, new MalformedResponse("it breaks off")),
                hostile(Hostile::tenMegabytes, new MalformedResponse("more than 200000 bytes")),
                hostile(Hostile::gzipBomb, new MalformedResponse("more than 200000 bytes")),
                hostile(Hostile::brokenGzip, new MalformedResponse("it breaks off")),
                hostile(Hostile::drop, new Unreachable("connection lost")),
                hostile(Hostile::hang, new TimedOut(LIMIT)),
                hostile(Hostile::trickle, new TimedOut(LIMIT)));
    }

    private static Arguments hostile(Consumer<HttpServerRequest> answer, YouTubeFailure expected) {
        return Arguments.of(answer, expected);
    }

    @Test
    void nobodyListeningIsUnreachable() {
        YouTubeClient nowhere = client(URI.create("http://127.0.0.1:1"));

        assertThat(failure(cause(nowhere.videos(VideoCall.STATS, List.of(VIDEO)))))
                .isEqualTo(new Unreachable("no connection"));
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
        return new YouTubeClient(vertx, new ApiSettings(origin, LIMIT, 200_000, 4), () -> StandIn.KEY);
    }

    private static YouTubeFailure failure(Throwable cause) {
        return ((YouTubeException) cause).failure();
    }

    private static Throwable cause(Future<?> call) {
        try {
            call.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failed) {
            return Optional.ofNullable(failed.getCause()).orElse(failed);
        }
        throw new AssertionError("it should have failed");
    }
}
