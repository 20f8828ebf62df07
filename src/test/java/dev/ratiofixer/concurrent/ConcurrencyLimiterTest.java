package dev.ratiofixer.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrencyLimiterTest {
    private final List<Promise<Integer>> begun = new ArrayList<>();

    private Future<Integer> job() {
        Promise<Integer> job = Promise.promise();
        begun.add(job);
        return job.future();
    }

    @Test
    void runsAFewAtATimeInTheirOrderAndRefusesOneTooMany() {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(2, 1);

        Future<Integer> first = limiter.run(this::job);
        limiter.run(this::job);
        Future<Integer> third = limiter.run(this::job);
        assertThat(begun).hasSize(2);
        assertThat(limiter.run(this::job).failed()).isTrue();

        begun.getFirst().complete(1);
        assertThat(first.result()).isEqualTo(1);
        assertThat(begun).hasSize(3);
        begun.get(2).fail("broken");
        assertThat(third.failed()).isTrue();
        assertThat(limiter.run(this::job).isComplete())
                .as("there is room again")
                .isFalse();
        assertThat(begun).hasSize(4);
    }

    @Test
    void aJobThatThrowsGivesItsPlaceBack() {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(1, 0);
        Future<Integer> broken = limiter.run(() -> {
            throw new IllegalStateException("broken");
        });

        assertThat(broken.failed()).isTrue();
        assertThat(limiter.run(() -> Future.succeededFuture(7)).result()).isEqualTo(7);
    }

    @Test
    void aHundredThousandThatEndAtOnceAreNoDeepRecursion() {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(1, 100_000);
        limiter.run(this::job);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            int number = i;
            all.add(limiter.run(() -> Future.succeededFuture(number)));
        }

        begun.getFirst().complete(0);

        assertThat(all).allMatch(Future::succeeded);
    }
}
