package dev.ratiofixer.config;

import dev.ratiofixer.config.ReloadStatus.State;
import dev.ratiofixer.settings.SettingsProblem;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the configuration (the file, and files that hold secrets) and brings changes to the running engine: compare,
 * plan, apply one section at a time, all or nothing. An invalid file changes nothing; {@link #status} says why.
 *
 * <p>Scans never overlap. Reading blocks a worker thread; everything else runs on the context of the timers.
 */
public final class ConfigReloader {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReloader.class);
    private static final int MOST_UNRECORDED = 1000;

    private final Vertx vertx;
    private final Timers timers;
    private final InstantSource clock;
    private final Duration interval;
    private final Callable<ConfigResult> source;
    private final ConfigApplier applier;
    private final ConfigChangeLog changes;
    private final Queue<ConfigChange> unrecorded = new ArrayDeque<>();
    private final AtomicReference<@Nullable Future<Void>> scanning = new AtomicReference<>();

    private volatile ConfigResult.Valid running;
    private volatile ConfigResult seen;
    private volatile ReloadStatus status;
    private volatile Timers.@Nullable Timer timer;
    private volatile boolean stopped;
    private volatile boolean recordAway;

    /**
     * Watches nothing before {@link #start}.
     *
     * @param interval the pause between two scans
     * @param source reads the configuration anew, such as {@code () -> reader.read(file, System.getenv())}
     * @param running what the engine was started with
     */
    public ConfigReloader(
            Vertx vertx,
            Timers timers,
            InstantSource clock,
            Duration interval,
            Callable<ConfigResult> source,
            ConfigResult.Valid running,
            ConfigApplier applier,
            ConfigChangeLog changes) {
        this.vertx = vertx;
        this.timers = timers;
        this.clock = clock;
        this.interval = interval;
        this.source = source;
        this.running = running;
        this.seen = running;
        this.applier = applier;
        this.changes = changes;
        this.status = new ReloadStatus(clock.instant(), new State.Current(), List.of());
    }

    /** Starts to scan, the first time after one interval. */
    public void start() {
        timer = timers.after(
                interval,
                () -> scan().onComplete(scanned -> {
                    if (!stopped) {
                        start();
                    }
                }));
    }

    /** Scans no more; completes when a change that is being applied is through. */
    public Future<Void> stop() {
        stopped = true;
        Timers.@Nullable Timer waiting = timer;
        if (waiting != null) {
            waiting.cancel();
        }
        @Nullable Future<Void> busy = scanning.get();
        return busy == null ? Future.succeededFuture() : busy;
    }

    /** What the engine works by. */
    public Configuration configuration() {
        return running.configuration();
    }

    /** How that stands to the file. Any thread. */
    public ReloadStatus status() {
        return status;
    }

    /** Looks now, or joins the scan that is under way. Never fails: {@link #status} has the outcome. */
    public Future<Void> scan() {
        Promise<Void> done = Promise.promise();
        @Nullable Future<Void> busy = scanning.compareAndExchange(null, done.future());
        if (busy != null) {
            return busy;
        }
        recordLeftOvers()
                .compose(recorded -> vertx.executeBlocking(source))
                .compose(this::consider)
                .onFailure(broken -> LOG.error("config=unreadable", broken))
                .onComplete(scanned -> {
                    scanning.set(null);
                    done.complete();
                });
        return done.future();
    }

    private Future<Void> consider(ConfigResult found) {
        if (found.equals(seen)) {
            return Future.succeededFuture();
        }
        seen = found;
        return switch (found) {
            case ConfigResult.Valid wanted -> reload(wanted);
            case ConfigResult.Invalid invalid -> reject(invalid.problems());
        };
    }

    private Future<Void> reload(ConfigResult.Valid wanted) {
        ReloadPlan plan = ReloadPlan.between(running.configuration(), wanted.configuration());
        List<SettingsProblem> problems = new ConfigChecks(plan.next()).problems();
        if (!problems.isEmpty()) {
            return reject(problems);
        }
        return new ReloadRun(applier, running.configuration(), plan)
                .run()
                .transform(run -> run.succeeded() ? applied(plan, wanted) : failed(plan, run.cause()));
    }

    private Future<Void> applied(ReloadPlan plan, ConfigResult.Valid wanted) {
        ConfigResult.Valid before = running;
        running = new ConfigResult.Valid(plan.next(), wanted.document());
        become(new State.Current(), plan.restart());
        if (!plan.restart().isEmpty()) {
            LOG.warn("config=waiting_for_restart sections={}", plan.restart());
        }
        if (plan.apply().isEmpty()) {
            return Future.succeededFuture();
        }
        ConfigChange change = ConfigChange.between(clock.instant(), plan.apply(), before, running);
        LOG.info(
                "config=reloaded sections={} keys={}",
                plan.apply(),
                change.keys().size());
        if (unrecorded.size() < MOST_UNRECORDED) {
            unrecorded.add(change);
        }
        return recordLeftOvers();
    }

    private Future<Void> failed(ReloadPlan plan, Throwable cause) {
        if (cause instanceof ReloadRun.Broken broken) {
            LOG.error(
                    "config=failed section={} reason=\"{}\"", broken.section(), broken.getMessage(), broken.getCause());
            become(new State.Failed(broken.section(), String.valueOf(broken.getMessage())), plan.restart());
            return Future.succeededFuture();
        }
        return Future.failedFuture(cause);
    }

    private Future<Void> reject(List<SettingsProblem> problems) {
        LOG.warn("config=rejected problems={} first=\"{}\"", problems.size(), problems.getFirst());
        become(new State.Rejected(problems), status.needRestart());
        return Future.succeededFuture();
    }

    private void become(State standing, List<SectionName> needRestart) {
        status = new ReloadStatus(clock.instant(), standing, needRestart);
    }

    private Future<Void> recordLeftOvers() {
        @Nullable ConfigChange oldest = unrecorded.peek();
        if (oldest == null) {
            return Future.succeededFuture();
        }
        return changes.record(oldest)
                .compose(recorded -> {
                    unrecorded.remove();
                    recordAway = false;
                    return recordLeftOvers();
                })
                .recover(away -> {
                    if (!recordAway) {
                        LOG.warn("config=unrecorded changes={} reason=\"{}\"", unrecorded.size(), away.getMessage());
                    }
                    recordAway = true;
                    return Future.succeededFuture();
                });
    }
}
