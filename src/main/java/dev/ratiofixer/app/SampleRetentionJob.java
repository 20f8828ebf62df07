package dev.ratiofixer.app;

import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.store.SampleRetention;
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
    private final RepeatingTask work;
    private volatile boolean started;
    private @Nullable Instant kept;
    private @Nullable String trouble;

    SampleRetentionJob(SampleRetention retention, EngineTime time, CurrentConfiguration live) {
        this.retention = retention;
        this.time = time;
        this.live = live;
        this.work = new RepeatingTask(time.timers(), this::pause, this::drop);
    }

    void start() {
        started = true;
        work.now();
    }

    /** Looks now, not at the next turn. */
    void soon() {
        if (started) {
            work.now();
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

    private Future<Void> drop() {
        Instant now = time.clock().instant();
        return retention
                .drop(now, live.get().compliance().retention())
                .onSuccess(dropped -> looked(now, null))
                .onFailure(failed -> looked(now, failed))
                .mapEmpty();
    }

    private synchronized Duration pause() {
        return trouble == null ? CHECK : AGAIN;
    }

    private synchronized void looked(Instant at, @Nullable Throwable failed) {
        if (failed == null) {
            kept = at;
            trouble = null;
            return;
        }
        if (trouble == null) {
            LOG.warn("old samples stay until the next check: {}", failed.getMessage());
        }
        trouble = String.valueOf(failed.getMessage());
    }

    Future<Void> stop() {
        work.stop();
        return Future.succeededFuture();
    }
}
