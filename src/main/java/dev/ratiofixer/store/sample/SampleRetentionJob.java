package dev.ratiofixer.store.sample;

import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the samples that may not be kept: at the start, every few hours of the engine's time, and as soon as it is
 * asked to. What failed is tried again within a quarter of an hour. Any thread.
 */
public final class SampleRetentionJob {
    private static final Logger LOG = LoggerFactory.getLogger(SampleRetentionJob.class);
    private static final Duration CHECK = Duration.ofHours(6);
    private static final Duration AGAIN = Duration.ofMinutes(15);

    /**
     * How the last run went.
     *
     * @param at when samples were last dropped as they have to be, {@code null} if never
     * @param failure why the last run failed, {@code null} if it did not
     */
    public record LastRun(@Nullable Instant at, @Nullable String failure) {}

    private final SampleRetention samples;
    private final InstantSource clock;
    private final Supplier<Duration> retention;
    private final RepeatingTask work;
    private volatile boolean started;
    private LastRun last = new LastRun(null, null);

    /** @param retention asked at each run: how long samples may be kept */
    public SampleRetentionJob(
            SampleRetention samples, InstantSource clock, Timers timers, Supplier<Duration> retention) {
        this.samples = samples;
        this.clock = clock;
        this.retention = retention;
        this.work = new RepeatingTask(timers, this::pause, this::drop);
    }

    /** Runs for the first time. */
    public void start() {
        started = true;
        work.now();
    }

    /** Runs now, not at the next turn; after a run that is under way. */
    public void runSoon() {
        if (started) {
            work.now();
        }
    }

    /** Returns how the last run went. */
    public synchronized LastRun lastRun() {
        return last;
    }

    private Future<Void> drop() {
        Instant now = clock.instant();
        return samples.drop(now, retention.get())
                .onSuccess(dropped -> ran(now, null))
                .onFailure(failed -> ran(now, failed))
                .mapEmpty();
    }

    private synchronized Duration pause() {
        return last.failure() == null ? CHECK : AGAIN;
    }

    private synchronized void ran(Instant at, @Nullable Throwable failed) {
        if (failed == null) {
            last = new LastRun(at, null);
            return;
        }
        if (last.failure() == null) {
            LOG.warn("old samples stay until the next check: {}", failed.getMessage());
        }
        last = new LastRun(last.at(), String.valueOf(failed.getMessage()));
    }

    /** Runs no more. */
    public Future<Void> stop() {
        work.stop();
        return Future.succeededFuture();
    }
}
