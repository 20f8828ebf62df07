package dev.ratiofixer.youtube;

import dev.ratiofixer.concurrent.Backoff;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.Throttled;
import dev.ratiofixer.provider.ProviderFailure.Unauthorized;
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
 * The way to YouTube: the one breaker, the pause after "slow down", the stop after a refused key, which is tried again
 * after growing pauses, as Google refuses good keys too for minutes after a change. Every call goes {@link #through}
 * here, after {@link #open} and after its unit was taken.
 */
final class YouTubeCircuitBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(YouTubeCircuitBreaker.class);
    private static final int FAILURES_TO_OPEN = 5;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration KEY_CHECK = Duration.ofSeconds(10);
    private static final Duration LONGEST_KEY_PAUSE = Duration.ofMinutes(15);

    private final CircuitBreaker breaker;
    private final InstantSource clock;
    private final Supplier<String> key;
    private final Runnable wake;
    private final Backoff backoff;
    private final Backoff keyBackoff;
    private Instant pausedUntil = Instant.MIN;
    private int inFlight;
    private @Nullable String refusedKey;
    private Instant keyPausedUntil = Instant.MIN;
    private @Nullable Outage trouble;
    private @Nullable ProviderFailure lastFailure;
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
        this.backoff = new Backoff(SHORTEST_PAUSE, LONGEST_PAUSE, random);
        this.keyBackoff = new Backoff(KEY_CHECK, LONGEST_KEY_PAUSE, random);
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
        return passes && !now.isBefore(pausedUntil) && (!keyIsRefused() || mayTryKey(now));
    }

    /** What keeps all videos from being polled, if something does; a pause is none. */
    Optional<Outage> trouble() {
        if (trouble != null && trouble.kind() == WatchError.KEY_INVALID && !keyIsRefused()) {
            trouble = null;
        }
        return Optional.ofNullable(trouble);
    }

    /** How the last call failed; empty after one that did not. */
    Optional<ProviderFailure> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** When to look again whether it is open. */
    Duration untilOpen(Instant now) {
        if (now.isBefore(pausedUntil)) {
            return Duration.between(now, pausedUntil);
        }
        // The breaker wakes by itself, and another key counts at once.
        boolean keyFirst =
                keyIsRefused() && now.isBefore(keyPausedUntil) && keyPausedUntil.isBefore(now.plus(KEY_CHECK));
        return keyFirst ? Duration.between(now, keyPausedUntil) : KEY_CHECK;
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
                        .onFailure(cause -> failed(ProviderException.of(cause), used)))
                .onComplete(done -> inFlight--);
    }

    void close() {
        breaker.close();
    }

    private void succeeded() {
        if (trouble != null) {
            LOG.info("youtube=back after={}", trouble.kind());
        }
        backoff.succeeded();
        keyBackoff.succeeded();
        refusedKey = null;
        lastAnswer = clock.instant();
        trouble = null;
        lastFailure = null;
    }

    private void failed(ProviderFailure failure, String used) {
        Instant now = clock.instant();
        failures.merge(failure.getClass().getSimpleName(), 1L, Long::sum);
        if (lastFailure == null || !failure.detail().equals(lastFailure.detail())) {
            LOG.warn("youtube=failed detail=\"{}\"", failure.detail());
        }
        lastFailure = failure;
        switch (failure) {
            case Unauthorized refused -> refuse(used, refused, now);
            case Throttled later -> slowDown(later, now);
            case ProviderFailure.QuotaExhausted day -> {}
            case ProviderFailure.NotFound missing -> {}
            case ProviderFailure.Aborted unsent -> {}
            case ProviderFailure.Rejected r -> pause(Duration.ZERO, now);
            case ProviderFailure.Unreachable u -> pause(Duration.ZERO, now);
            case ProviderFailure.Indeterminate i -> pause(Duration.ZERO, now);
        }
    }

    private void refuse(String used, Unauthorized refused, Instant now) {
        if (!used.equals(refusedKey)) {
            keyBackoff.succeeded();
            refusedKey = used;
            LOG.error("youtube=key_refused polling=paused detail=\"{}\"", refused.detail());
        }
        keyPausedUntil = now.plus(keyBackoff.failed());
        stop(new Outage(
                WatchError.KEY_INVALID, refused.detail() + ". It is tried again within 15 minutes by itself", now));
    }

    private void slowDown(Throttled later, Instant now) {
        pause(Optional.ofNullable(later.pause()).orElse(Duration.ZERO), now);
        if (backoff.failures() >= FAILURES_TO_OPEN) {
            stop(new Outage(WatchError.UPSTREAM_DOWN, later.detail(), now));
        }
    }

    private void pause(Duration atLeast, Instant now) {
        Instant until = now.plus(atLeast).plus(backoff.failed());
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

    /** One call at a time finds out whether the key is good by now. */
    private boolean mayTryKey(Instant now) {
        return inFlight == 0 && !now.isBefore(keyPausedUntil);
    }

    private boolean opens(Throwable cause) {
        return backoff.failures() >= FAILURES_TO_OPEN
                && switch (ProviderException.of(cause)) {
                    case ProviderFailure.Rejected r -> true;
                    case ProviderFailure.Unreachable u -> true;
                    case ProviderFailure.Indeterminate i -> true;
                    case Unauthorized u -> false;
                    case Throttled t -> false;
                    case ProviderFailure.QuotaExhausted q -> false;
                    case ProviderFailure.NotFound n -> false;
                    case ProviderFailure.Aborted a -> false;
                };
    }
}
