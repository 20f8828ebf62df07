package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.smm.api.AuthorizationLedger;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnerAuthorizationMonitorTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final ProviderFailure DENIED =
            new ProviderFailure.Unauthorized("invalid_grant", "the refresh token is refused", "authorize again", true);
    private static final ProviderFailure AWAY = new ProviderFailure.Unreachable("no connection");

    private final ManualTime time = new ManualTime(START);
    private final Map<String, Instant> stored = new HashMap<>();
    private final List<@Nullable Set<String>> announced = new ArrayList<>();
    private final List<Instant> asked = new ArrayList<>();
    private Future<Set<String>> answer = Future.succeededFuture(Set.of("UCone", "UCtwo"));
    private boolean needed = true;
    private OwnerAuthorizationMonitor monitor = monitor();

    private OwnerAuthorizationMonitor monitor() {
        return new OwnerAuthorizationMonitor(() -> needed, this::ask, new Memory(), announced::add, time, time);
    }

    private Future<Set<String>> ask() {
        asked.add(time.instant());
        return answer;
    }

    @Test
    void theOwnersChannelsAreAskedForAtOnceAndThenEveryDay() {
        monitor.start();
        time.advance(Duration.ofDays(61));

        assertThat(announced).containsExactly(Set.of("UCone", "UCtwo"));
        assertThat(asked).hasSizeBetween(60, 62);
        assertThat(stored).containsOnlyKeys("UCone", "UCtwo");
        assertThat(monitor.health().healthy()).isTrue();
    }

    @Test
    void aWithdrawnAuthorizationEndsAtOnceAndANewOneIsNoticed() {
        monitor.start();
        answer = failed(DENIED);
        time.advance(Duration.ofDays(2));

        assertThat(announced).containsExactly(Set.of("UCone", "UCtwo"), Set.of());
        assertThat(stored).isEmpty();
        assertThat(monitor.health().healthy()).isFalse();
        assertThat(monitor.health().detail()).contains("the refresh token is refused");

        answer = Future.succeededFuture(Set.of("UCone"));
        time.advance(Duration.ofMinutes(11));
        assertThat(announced).last().isEqualTo(Set.of("UCone"));
    }

    @Test
    void oneThatCannotBeConfirmedLapsesAfterThirtyDays() {
        monitor.start();
        Instant confirmed = time.instant();
        answer = failed(AWAY);
        time.advance(Duration.ofDays(29));
        assertThat(announced).hasSize(1);

        time.advance(Duration.between(time.instant(), confirmed.plus(Duration.ofDays(30))));
        time.advance(Duration.ofMinutes(20));
        assertThat(announced).last().isEqualTo(Set.of());
    }

    @Test
    void aRestartForgetsNeitherWhatWasSeenNorWhen() {
        stored.put("UCold", START.minus(Duration.ofDays(31)));
        stored.put("UCnew", START.minus(Duration.ofDays(29)));
        answer = failed(AWAY);
        monitor.start();
        assertThat(announced).containsExactly(Set.of("UCnew"));

        time.advance(Duration.ofDays(2));
        assertThat(announced).last().isEqualTo(Set.of());
    }

    @Test
    void whereNoAuthorizationIsNeededNobodyIsAsked() {
        needed = false;
        monitor.start();
        time.advance(Duration.ofDays(40));
        assertThat(asked).isEmpty();
        assertThat(announced).isEmpty();

        needed = true;
        time.advance(Duration.ofMinutes(11));
        needed = false;
        time.advance(Duration.ofMinutes(11));
        assertThat(announced).containsExactly(Set.of("UCone", "UCtwo"), null);
    }

    @Test
    void aStoppedOneAsksNoMore() {
        monitor.start();
        monitor.stop();
        time.advance(Duration.ofDays(3));
        assertThat(asked).hasSize(1);
    }

    private static Future<Set<String>> failed(ProviderFailure failure) {
        return Future.failedFuture(new ProviderException(failure));
    }

    private final class Memory implements AuthorizationLedger {
        @Override
        public Future<Map<String, Instant>> find() {
            return Future.succeededFuture(Map.copyOf(stored));
        }

        @Override
        public Future<Void> seen(Set<String> channels, Instant now) {
            stored.clear();
            channels.forEach(id -> stored.put(id, now));
            return Future.succeededFuture();
        }
    }
}
