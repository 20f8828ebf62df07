package dev.ratiofixer.youtube;

import dev.ratiofixer.google.youtube.YouTubeException;
import dev.ratiofixer.google.youtube.YouTubeFailure;
import dev.ratiofixer.google.youtube.YouTubeFailure.KeyRefused;
import dev.ratiofixer.google.youtube.YouTubeFailure.MalformedResponse;
import dev.ratiofixer.google.youtube.YouTubeFailure.NotFound;
import dev.ratiofixer.google.youtube.YouTubeFailure.QuotaExceeded;
import dev.ratiofixer.google.youtube.YouTubeFailure.RateLimited;
import dev.ratiofixer.google.youtube.YouTubeFailure.Rejected;
import dev.ratiofixer.google.youtube.YouTubeFailure.ServerBroken;
import dev.ratiofixer.google.youtube.YouTubeFailure.TimedOut;
import dev.ratiofixer.google.youtube.YouTubeFailure.Unreachable;
import dev.ratiofixer.youtube.OutageNotifier.Outage;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to YouTube: the one breaker, the pause after "slow down", the stop after a refused key. Every call goes
 * {@link #through} here, after {@link #open} and after its unit was taken.
 */
final class YouTubeCircuitBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(YouTubeCircuitBreaker.class);
    private static final int FAILURES_TO_OPEN = 5;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration KEY_CHECK = Duration.ofSeconds(10);

    private final CircuitBreaker breaker;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Supplier<String> key;
    private final Runnable wake;
    private Instant pausedUntil = Instant.MIN;
    private int failuresInARow;
    private int inFlight;
    private @Nullable String refusedKey;
    private @Nullable Outage trouble;
    private @Nullable YouTubeFailure lastFailure;
    private @Nullable Instant lastAnswer;
    private long calls;
    private final Map<String, Long> failures = new TreeMap<>();

    YouTubeCircuitBreaker(
            Vertx vertx,
            Duration breakerReset,
            InstantSource clock,
            RandomGenerator random,
            Supplier<String> key,
            Runnable wake) {
        this.clock = clock;
        this.random = random;
        this.key = key;
        this.wake = wake;
        this.breaker = CircuitBreaker.create(
                        "youtube",
                        vertx,
                        new CircuitBreakerOptions()
                                // The policy below counts: failures in a row, however far apart.
                                .setMaxFailures(1)
                                // The client has its own time limit, which also ends the request.
                                .setTimeout(-1)
                                .setResetTimeout(breakerReset.toMillis()))
                .failurePolicy(future -> future.failed() && opens(future.cause()))
                .openHandler(opened -> opened())
                .halfOpenHandler(half -> wake.run());
    }

    /** Whether a call may be made now. */
    boolean open(Instant now) {
        boolean passes = switch (breaker.state()) {
            case CLOSED -> true;
            case HALF_OPEN -> inFlight == 0;
            case OPEN -> false;
        };
        return passes && !keyIsRefused() && !now.isBefore(pausedUntil);
    }

    /** What keeps all videos from being polled, if something does; a pause is none. */
    Optional<Outage> trouble() {
        if (trouble != null && trouble.kind() == WatchError.KEY_INVALID && !keyIsRefused()) {
            trouble = null;
        }
        return Optional.ofNullable(trouble);
    }

    /** How the last call failed; empty after one that did not. */
    Optional<YouTubeFailure> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** When to look again whether it is open. */
    Duration untilOpen(Instant now) {
        return now.isBefore(pausedUntil) ? Duration.between(now, pausedUntil) : KEY_CHECK;
    }

    /** {@code closed}, {@code open} or {@code half_open}. */
    String state() {
        return breaker.state().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** When the last call succeeded. */
    Optional<Instant> lastAnswer() {
        return Optional.ofNullable(lastAnswer);
    }

    /** Calls since the start. */
    long calls() {
        return calls;
    }

    /** How many of them failed, by kind. */
    Map<String, Long> failures() {
        return failures;
    }

    /** Makes a call and learns from its outcome. */
    <T> Future<T> through(Supplier<Future<T>> call) {
        String used = key.get();
        inFlight++;
        calls++;
        return breaker.execute(() -> call.get()
                        .onSuccess(answer -> succeeded())
                        .onFailure(cause -> failed(YouTubeException.of(cause), used)))
                .onComplete(done -> inFlight--);
    }

    void close() {
        breaker.close();
    }

    private void succeeded() {
        if (trouble != null) {
            LOG.info("youtube=back after={}", trouble.kind());
        }
        failuresInARow = 0;
        lastAnswer = clock.instant();
        trouble = null;
        lastFailure = null;
    }

    private void failed(YouTubeFailure failure, String used) {
        Instant now = clock.instant();
        failures.merge(failure.getClass().getSimpleName(), 1L, Long::sum);
        if (!failure.equals(lastFailure)) {
            LOG.warn("youtube=failed detail=\"{}\"", failure.detail());
        }
        lastFailure = failure;
        switch (failure) {
            case KeyRefused refused -> refuse(used, refused, now);
            case QuotaExceeded exceeded -> {}
            case NotFound missing -> {}
            case RateLimited limited -> slowDown(limited, now);
            case Rejected r -> pause(Duration.ZERO, now);
            case ServerBroken s -> pause(Duration.ZERO, now);
            case TimedOut t -> pause(Duration.ZERO, now);
            case Unreachable u -> pause(Duration.ZERO, now);
            case MalformedResponse g -> pause(Duration.ZERO, now);
        }
    }

    private void refuse(String used, KeyRefused refused, Instant now) {
        if (!used.equals(refusedKey)) {
            LOG.error("youtube=key_refused reason={} polling=stopped until=the key changes", refused.reason());
            refusedKey = used;
        }
        stop(new Outage(WatchError.KEY_INVALID, refused.detail(), now));
    }

    private void slowDown(RateLimited limited, Instant now) {
        pause(limited.retryAfter().orElse(Duration.ZERO), now);
        if (failuresInARow >= FAILURES_TO_OPEN) {
            stop(new Outage(WatchError.UPSTREAM_DOWN, limited.detail(), now));
        }
    }

    /** Doubles with every failure in a row, half of it by chance, so that nodes do not come back in step. */
    private void pause(Duration atLeast, Instant now) {
        double doubled = Math.scalb((double) SHORTEST_PAUSE.toMillis(), Math.min(failuresInARow++, 30));
        double longest = Math.min(doubled, (double) LONGEST_PAUSE.toMillis());
        Instant until = now.plus(atLeast).plusMillis((long) (longest * (0.5 + random.nextDouble() / 2)));
        pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
    }

    private void opened() {
        String detail = lastFailure == null ? "" : lastFailure.detail();
        LOG.error("youtube=down breaker=open detail=\"{}\"", detail);
        stop(new Outage(WatchError.UPSTREAM_DOWN, detail, clock.instant()));
    }

    private void stop(Outage now) {
        if (trouble == null || trouble.kind() != now.kind()) {
            trouble = now;
            wake.run();
        }
    }

    private boolean keyIsRefused() {
        return refusedKey != null && refusedKey.equals(key.get());
    }

    private boolean opens(Throwable cause) {
        return YouTubeException.of(cause).upstreamAtFault() && failuresInARow >= FAILURES_TO_OPEN;
    }
}
