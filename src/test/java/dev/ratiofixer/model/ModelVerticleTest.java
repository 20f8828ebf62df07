package dev.ratiofixer.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.model.ModelRequest.Expect;
import dev.ratiofixer.model.ModelRequest.ExpectMany;
import dev.ratiofixer.model.ModelRequest.ExpectedMany;
import dev.ratiofixer.model.ModelRequest.Explain;
import dev.ratiofixer.model.ModelRequest.Explained;
import dev.ratiofixer.model.ModelRequest.FeatureEffect;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelVerticleTest {
    /** Answers as many likes as views, and remembers the sizes of its batches. */
    private static final class Fake implements EngagementModel {
        private final String version;
        private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean closed;

        Fake(String version) {
            this.version = version;
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public List<Expectation> expect(List<Features> rows) {
            batches.add(rows.size());
            if (rows.stream().anyMatch(row -> row.views() == 13)) {
                throw new IllegalStateException("bad luck");
            }
            return rows.stream().map(this::expect).toList();
        }

        private Expectation expect(Features row) {
            Quantiles same = new Quantiles(row.views(), row.views(), row.views(), row.views(), row.views());
            return new Expectation(same, same, true, List.of(), version);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-22T00:00:00Z"));
    private final Fake first = new Fake("first");

    @BeforeEach
    void codec() {
        new MessageCodec(Json.mapper(), List.of()).install(vertx.eventBus());
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void requests_that_gather_share_one_pass_and_get_their_own_answers() throws Exception {
        deploy(settings -> first);
        List<Future<Expectation>> answers = new ArrayList<>();
        for (int views = 100; views < 110; views++) {
            answers.add(ask(views));
        }
        until(() -> time.pending() == 1);
        answers.add(ask(110));
        await(barrier());
        time.advance(Duration.ofMillis(2));

        for (int i = 0; i < answers.size(); i++) {
            assertThat(await(answers.get(i)).likes().p50()).isEqualTo(100 + i);
        }
        assertThat(first.batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(11);
        assertThat(first.batches).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void a_full_batch_does_not_wait() throws Exception {
        deploy(settings -> first);
        List<Features> rows = Collections.nCopies(256, FeatureFixtures.usual());

        ExpectedMany answer = await(request(new ExpectMany(rows)));

        assertThat(answer.expectations()).hasSize(256);
    }

    @Test
    void a_pass_that_breaks_fails_its_requests_and_the_next_is_served() throws Exception {
        deploy(settings -> first);
        Future<Expectation> broken = ask(13);
        until(() -> time.pending() == 1);
        time.advance(Duration.ofMillis(2));
        Assertions.assertThatThrownBy(() -> await(broken)).hasMessageContaining("bad luck");

        Future<Expectation> next = ask(14);
        until(() -> time.pending() == 1);
        time.advance(Duration.ofMillis(2));
        assertThat(await(next).likes().p50()).isEqualTo(14);
    }

    @Test
    void new_settings_serve_once_their_model_is_ready_and_the_old_one_serves_until_then() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        Fake second = new Fake("second");
        ModelVerticle verticle = deploy(settings -> {
            if (settings.file() == null) {
                return first;
            }
            try {
                ready.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return second;
        });
        Future<Void> applied = verticle.apply(new ModelSettings(Path.of("other.zip"), Duration.ZERO, 256, false));

        assertThat(versionNow()).isEqualTo("first");
        ready.countDown();
        await(applied);
        assertThat(versionNow()).isEqualTo("second");
        assertThat(verticle.status()).isEqualTo(new ModelStatus(true, "second", false, null));
        until(() -> first.closed);
    }

    @Test
    void a_model_that_does_not_load_changes_nothing_but_the_status() throws Exception {
        ModelVerticle verticle = deploy(settings -> {
            if (settings.file() != null) {
                throw new ModelException("damaged: copy it anew");
            }
            return first;
        });

        Future<Void> applied = verticle.apply(new ModelSettings(Path.of("other.zip"), Duration.ZERO, 256, false));

        Assertions.assertThatThrownBy(() -> await(applied)).hasMessageContaining("damaged");
        assertThat(versionNow()).isEqualTo("first");
        assertThat(verticle.status()).isEqualTo(new ModelStatus(true, "first", false, "damaged: copy it anew"));
    }

    @Test
    void does_not_start_without_a_model() {
        Assertions.assertThatThrownBy(() -> deploy(settings -> {
                    throw new ModelException("no model");
                }))
                .hasMessageContaining("no model");
    }

    @Test
    void explains_with_the_video_itself_first() throws Exception {
        deploy(settings -> first);
        Future<Explained> asked = request(new Explain(FeatureFixtures.usual()));
        until(() -> time.pending() == 1);
        time.advance(Duration.ofMillis(2));

        Explained explained = await(asked);
        assertThat(explained.expectation().likes().p50()).isEqualTo(25_564);
        assertThat(explained.effects().getFirst())
                .isEqualTo(new FeatureEffect("views", "25564", "6900", 18_664, 18_664));
    }

    @Test
    void a_message_of_another_room_is_refused() throws Exception {
        deploy(settings -> first);

        Assertions.assertThatThrownBy(() -> await(request(new Foreign(new VideoId("enqBY9C99iU")))))
                .hasMessageContaining("takes no Foreign");
    }

    private record Foreign(VideoId video) implements BusMessage {}

    private String versionNow() throws Exception {
        return await(this.<ExpectedMany>request(new ExpectMany(Collections.nCopies(256, FeatureFixtures.usual()))))
                .expectations()
                .getFirst()
                .modelVersion();
    }

    private ModelVerticle deploy(ModelVerticle.Loading loading) throws Exception {
        ModelVerticle verticle = new ModelVerticle(ModelSettings.DEFAULT, time, loading);
        await(vertx.deployVerticle(verticle));
        return verticle;
    }

    private Future<Expectation> ask(long views) {
        return request(new Expect(FeatureFixtures.usual().withViews(views)));
    }

    private <T> Future<T> request(BusMessage message) {
        return vertx.eventBus().<T>request(Addresses.MODEL, message).map(reply -> reply.body());
    }

    /** Done after everything that was sent before. */
    private Future<Void> barrier() {
        return request(new Foreign(new VideoId("enqBY9C99iU"))).otherwiseEmpty().mapEmpty();
    }

    private static void until(BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited a minute").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }
}
