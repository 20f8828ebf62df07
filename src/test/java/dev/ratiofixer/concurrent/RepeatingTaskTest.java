package dev.ratiofixer.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatingTaskTest {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-30T12:00:00Z"));
    private final List<Promise<Void>> runs = new ArrayList<>();
    private final RepeatingTask task = new RepeatingTask(time, PAUSE, this::run);

    private Future<Void> run() {
        Promise<Void> run = Promise.promise();
        runs.add(run);
        return run.future();
    }

    private void end() {
        runs.getLast().complete();
    }

    @Test
    void thePauseBeginsWhenARunEnds() {
        task.now();
        time.advance(Duration.ofMinutes(5));
        assertThat(runs).as("runs do not overlap").hasSize(1);

        end();
        time.advance(PAUSE.minusMillis(1));
        assertThat(runs).hasSize(1);
        time.advance(Duration.ofMillis(1));
        assertThat(runs).hasSize(2);
    }

    @Test
    void whatIsWantedDuringARunHappensOnceAndAtOnceAfterIt() {
        task.now();
        task.now();
        task.now();
        assertThat(runs).hasSize(1);

        end();
        assertThat(runs).hasSize(2);
        end();
        assertThat(runs).hasSize(2);
    }

    @Test
    void whatIsWantedDuringAPauseTakesThePlaceOfTheNextRun() {
        task.later();
        time.advance(Duration.ofSeconds(4));
        task.now();
        end();
        time.advance(PAUSE.minusMillis(1));

        assertThat(runs).hasSize(1);
    }

    @Test
    void aRunThatFailsOrThrowsEndsNothing() {
        List<String> begun = new ArrayList<>();
        RepeatingTask broken = new RepeatingTask(time, PAUSE, () -> {
            begun.add("run");
            if (begun.size() % 2 == 0) {
                throw new IllegalStateException("broken");
            }
            return Future.failedFuture("failed");
        });

        broken.now();
        for (int i = 0; i < 5; i++) {
            time.advance(PAUSE);
        }

        assertThat(begun).hasSize(6);
    }

    @Test
    void afterAStopNothingRuns() {
        task.later();
        task.stop();
        time.advance(Duration.ofHours(1));
        task.now();
        task.later();
        time.advance(Duration.ofHours(1));
        assertThat(runs).isEmpty();

        RepeatingTask underWay = new RepeatingTask(time, PAUSE, this::run);
        underWay.now();
        underWay.now();
        underWay.stop();
        end();
        time.advance(Duration.ofHours(1));
        assertThat(runs).hasSize(1);
    }

    @Test
    void thePauseMayDependOnTheRun() {
        List<Instant> begun = new ArrayList<>();
        RepeatingTask task = new RepeatingTask(time, () -> begun.size() < 3 ? Duration.ofSeconds(1) : PAUSE, () -> {
            begun.add(time.instant());
            return Future.succeededFuture();
        });

        task.now();
        for (int second = 0; second < 20; second++) {
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(begun)
                .extracting(Instant::getEpochSecond)
                .containsExactly(
                        begun.getFirst().getEpochSecond(),
                        begun.getFirst().getEpochSecond() + 1,
                        begun.getFirst().getEpochSecond() + 2,
                        begun.getFirst().getEpochSecond() + 12);
    }
}
