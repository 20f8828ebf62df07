package dev.ratiofixer;

import dev.ratiofixer.store.SampleRetention;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops the samples that compliance does not allow to keep: at the start, and every few hours of the engine's time. */
final class RetentionKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionKeeper.class);
    private static final Duration CHECK = Duration.ofHours(6);

    private final SampleRetention retention;
    private final EngineTime time;
    private final LiveConfiguration live;
    private volatile boolean stopped;
    private volatile Timers.@Nullable Timer next;

    RetentionKeeper(SampleRetention retention, EngineTime time, LiveConfiguration live) {
        this.retention = retention;
        this.time = time;
        this.live = live;
    }

    void start() {
        retention
                .drop(time.clock().instant(), live.get().compliance().retention())
                .onFailure(failed -> LOG.warn("old samples stay until the next check: {}", failed.getMessage()))
                .onComplete(dropped -> later());
    }

    private void later() {
        if (!stopped) {
            next = time.timers().after(CHECK, this::start);
        }
    }

    Future<Void> stop() {
        stopped = true;
        Timers.Timer waiting = next;
        if (waiting != null) {
            waiting.cancel();
        }
        return Future.succeededFuture();
    }
}
