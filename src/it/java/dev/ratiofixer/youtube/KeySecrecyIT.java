package dev.ratiofixer.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import dev.ratiofixer.app.metrics.Metrics;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.time.VertxTimers;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeVideo;
import dev.ratiofixer.youtube.YouTubeRequest.GetYouTubeHealth;
import dev.ratiofixer.youtube.YouTubeVerticle.YouTubeSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever YouTube answers, the key is in no log line, metric, trace or message, with every logger at its finest. */
class KeySecrecyIT {
    private static final VideoId VIDEO = new VideoId("aaaaaaaaaaa");
    private static final List<Consumer<HttpServerRequest>> TRICKS = List.of(
            Hostile.refusing(400, "keyInvalid"),
            Hostile.refusing(403, "forbidden"),
            Hostile.refusing(404, "videoNotFound"),
            Hostile.text(500, "<html>key</html>"),
            Hostile::halfABody,
            Hostile::brokenGzip,
            Hostile::tenMegabytes,
            Hostile::hang,
            Hostile::drop);

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final @Nullable Level before = root.getLevel();
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Traces traces = new Traces();
    private final Metrics metrics = new Metrics();

    @BeforeEach
    void listen() {
        root.iteratorForAppenders().forEachRemaining(others::add);
        root.detachAndStopAllAppenders();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void quiet() {
        root.setLevel(before);
        root.detachAppender(log);
        others.forEach(other -> {
            other.start();
            root.addAppender(other);
        });
        metrics.close();
    }

    @Test
    void theKeyStaysBetweenTheEngineAndYouTube() throws Exception {
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(metrics.options()).setTracingOptions(new TracingOptions()))
                .withMetrics(metrics.factory())
                .withTracer(ignored -> traces)
                .build();
        new MessageCodec(Json.mapper(), List.of()).install(vertx.eventBus());
        StandIn standIn = PollingTestBench.await(StandIn.start(vertx, InstantSource.system()));
        for (Consumer<HttpServerRequest> trick : TRICKS) {
            standIn.always(trick);
            String told = askEverything(vertx, standIn);
            assertThat(told).doesNotContain(StandIn.KEY);
        }
        String scraped = metrics.scrape();
        PollingTestBench.await(vertx.close());

        assertThat(standIn.calls).hasSizeGreaterThanOrEqualTo(TRICKS.size());
        assertThat(scraped).contains("vertx_http_client").doesNotContain(StandIn.KEY);
        assertThat(traces.seen).noneMatch(text -> text.contains(StandIn.KEY));
        assertThat(List.copyOf(log.list))
                .isNotEmpty()
                .noneMatch(event -> text(event).contains(StandIn.KEY));
    }

    /** A fresh verticle, so that each trick meets a closed breaker. */
    private static String askEverything(Vertx vertx, StandIn standIn) throws Exception {
        YouTubeSettings settings =
                new YouTubeSettings(standIn.origin(), Duration.ofSeconds(36), 100, 100, 0, Duration.ofMillis(300));
        YouTubeVerticle verticle = new YouTubeVerticle(
                settings,
                YouTubeVerticle.OutageTolerance.OF_MANY,
                InstantSource.system(),
                new VertxTimers(vertx, 1),
                new MemoryLedger(),
                () -> StandIn.KEY);
        String id = PollingTestBench.await(vertx.deployVerticle(verticle));
        Object described = PollingTestBench.await(vertx.eventBus().request(Addresses.YOUTUBE, new DescribeVideo(VIDEO)))
                .body();
        Object health = PollingTestBench.await(vertx.eventBus().request(Addresses.YOUTUBE, new GetYouTubeHealth()))
                .body();
        PollingTestBench.await(vertx.undeploy(id));
        return described + " " + health;
    }

    private static String text(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(event.getFormattedMessage());
        for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            text.append(' ').append(cause.getMessage());
        }
        return text.toString();
    }

    /** Notes what a tracer would export of every request. */
    private static final class Traces implements VertxTracer<Object, Object> {
        private final Queue<String> seen = new ConcurrentLinkedQueue<>();

        @Override
        public <R> @Nullable Object sendRequest(
                io.vertx.core.Context context,
                SpanKind kind,
                TracingPolicy policy,
                R request,
                String operation,
                BiConsumer<String, String> headers,
                TagExtractor<R> tags) {
            // A tracer leaves such requests out by itself.
            if (policy != TracingPolicy.IGNORE) {
                seen.add(operation + tags.extract(request));
                if (request instanceof HttpRequest http) {
                    seen.add(http.uri());
                }
            }
            return null;
        }
    }
}
