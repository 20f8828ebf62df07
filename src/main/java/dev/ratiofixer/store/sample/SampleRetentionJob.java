package dev.ratiofixer.store.sample;

import dev.ratiofixer.app.CurrentConfiguration;
import dev.ratiofixer.app.EngineTime;
import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the samples that compliance does not allow to keep: at the start, every few hours of the engine's time, and as
 * soon as the configuration shortens it. What failed is tried again within a quarter of an hour. Any thread.
 */
public final class SampleRetentionJob {
    private static final Logger LOG = LoggerFactory.getLogger(SampleRetentionJob.class);
    private static final Duration CHECK = Duration.ofHours(6);
    private static final Duration AGAIN = Duration.ofMinutes(15);

    private final SampleRetention retention;
    private final EngineTime time;
    private final CurrentConfiguration live;
    private boolean stopped = true;
    private boolean working;
    private boolean again;
    private Timers.@Nullable Timer next;
    private @Nullable Instant kept;
    private @Nullable String trouble;

    public SampleRetentionJob(SampleRetention retention, EngineTime time, CurrentConfiguration live) {
        this.retention = retention;
        this.time = time;
        this.live = live;
    }

    public synchronized void start() {
        stopped = false;
        work();
    }

    /** Looks now, not at the next turn. */
    public synchronized void soon() {
        if (!stopped) {
            work();
        }
    }

    /** For health: whether samples were last dropped as they have to be. */
    public synchronized ComponentHealth health() {
        String rule = "samples are kept for " + live.get().compliance().retention();
        if (trouble != null) {
            return ComponentHealth.degraded(
                    "samples older than " + live.get().compliance().retention() + " could not be dropped (" + trouble
                            + ")",
                    "nothing while the database is away; else look for a long query or backup that holds the samples'"
                            + " tables, or drop the partitions youtube_campaign_samples_YYYYMMDD by hand");
        }
        return ComponentHealth.up(kept == null ? rule : rule + ", last looked at " + kept);
    }

    private void work() {
        if (working) {
            again = true;
            return;
        }
        working = true;
        again = false;
        cancel();
        Instant now = time.clock().instant();
        retention
                .drop(now, live.get().compliance().retention())
                .onComplete(dropped -> looked(now, dropped.failed() ? dropped.cause() : null));
    }

    private synchronized void looked(Instant at, @Nullable Throwable failed) {
        working = false;
        if (failed == null) {
            kept = at;
            trouble = null;
        } else {
            if (trouble == null) {
                LOG.warn("old samples stay until the next check: {}", failed.getMessage());
            }
            trouble = String.valueOf(failed.getMessage());
        }
        if (again && !stopped) {
            work();
        } else if (!stopped) {
            next = time.timers().after(failed == null ? CHECK : AGAIN, this::soon);
        }
    }

    private void cancel() {
        Timers.Timer waiting = next;
        if (waiting != null) {
            waiting.cancel();
        }
    }

    public synchronized Future<Void> stop() {
        stopped = true;
        cancel();
        return Future.succeededFuture();
    }
}
