package dev.ratiofixer.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToTheLongestAndStartsAnewAfterASuccess() {
        Backoff backoff = new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(30));

        assertThat(List.of(backoff.failed(), backoff.failed(), backoff.failed(), backoff.failed()))
                .containsExactly(
                        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30));
        assertThat(backoff.failures()).isEqualTo(4);

        backoff.succeeded();
        assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void staysAtTheLongestHoweverOftenItFails() {
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofDays(1));

        IntStream.range(0, 10_000).forEach(i -> backoff.failed());

        assertThat(backoff.failed()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void leavesUpToHalfToChance() {
        Duration first = Duration.ofSeconds(1);
        Random random = new Random(1);
        List<Duration> firsts = IntStream.range(0, 1_000)
                .mapToObj(i -> new Backoff(first, Duration.ofMinutes(1), random).failed())
                .toList();

        assertThat(firsts)
                .allMatch(pause ->
                        pause.compareTo(first) <= 0 && pause.multipliedBy(2).compareTo(first) >= 0);
        assertThat(firsts.stream().distinct().count()).isGreaterThan(100);
    }

    @Test
    void refusesPausesThatAreNone() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
