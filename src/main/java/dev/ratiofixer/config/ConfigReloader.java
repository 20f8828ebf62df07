package dev.ratiofixer.config;

import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.config.ConfigReloader.ReloadStatus.ReloadState;
import dev.ratiofixer.settings.SettingsCheck.SettingsProblem;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
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

    /** Brings one section's change to the running engine. */
    @FunctionalInterface
    public interface Applier {
        /**
         * Makes the engine work by {@code next} as far as {@code section} goes. Called for one section at a time;
         * called again with the earlier configuration to take a change back, so it must be able to repeat.
         */
        Future<Void> apply(SectionName section, Configuration next);
    }

    /** Where applied changes are recorded. */
    @FunctionalInterface
    public interface ChangeLog {
        /** Records one change. If it fails the reloader tries again with the next scan. */
        Future<Void> record(ConfigChange change);
    }

    private final Vertx vertx;
    private final InstantSource clock;
    private final Callable<ConfigResult> source;
    private final Applier applier;
    private final ChangeLog changes;
    private final Queue<ConfigChange> unrecorded = new ArrayDeque<>();
    private final AtomicReference<@Nullable Future<Void>> scanning = new AtomicReference<>();

    private volatile ConfigResult.Valid running;
    private volatile ConfigResult seen;
    private volatile ReloadStatus status;
    private final RepeatingTask scans;
    private final OutageLog records;

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
            Applier applier,
            ChangeLog changes) {
        this.vertx = vertx;
        this.scans = new RepeatingTask(timers, interval, this::scan);
        this.records = new OutageLog(
                away -> LOG.warn("config=unrecorded changes={} reason=\"{}\"", waiting(), away.getMessage()),
                () -> LOG.info("config=recorded"));
        this.clock = clock;
        this.source = source;
        this.running = running;
        this.seen = running;
        this.applier = applier;
        this.changes = changes;
        this.status = new ReloadStatus(clock.instant(), new ReloadState.Current(), List.of());
    }

    /** Starts to scan, the first time after one interval. */
    public void start() {
        scans.later();
    }

    /** Scans no more; completes when a change that is being applied is through. */
    public Future<Void> stop() {
        scans.stop();
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
        ReloadPlan plan = ReloadPlan.between(running, wanted);
        return switch (plan.next()) {
            case ConfigResult.Invalid invalid -> reject(invalid.problems());
            case ConfigResult.Valid next ->
                new ReloadRun(applier, running.configuration(), next.configuration(), plan.apply())
                        .run()
                        .transform(run -> run.succeeded() ? applied(plan, next) : failed(plan, run.cause()));
        };
    }

    private Future<Void> applied(ReloadPlan plan, ConfigResult.Valid next) {
        ConfigResult.Valid before = running;
        running = next;
        become(new ReloadState.Current(), plan.restart());
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
            become(new ReloadState.Failed(broken.section(), String.valueOf(broken.getMessage())), plan.restart());
            return Future.succeededFuture();
        }
        return Future.failedFuture(cause);
    }

    private Future<Void> reject(List<SettingsProblem> problems) {
        LOG.warn("config=rejected problems={} first=\"{}\"", problems.size(), problems.getFirst());
        become(new ReloadState.Rejected(problems), status.needRestart());
        return Future.succeededFuture();
    }

    private void become(ReloadState standing, List<SectionName> needRestart) {
        status = new ReloadStatus(clock.instant(), standing, needRestart);
    }

    private Future<Void> recordLeftOvers() {
        @Nullable ConfigChange oldest = unrecorded.peek();
        if (oldest == null) {
            return Future.succeededFuture();
        }
        return records.of(changes.record(oldest))
                .compose(recorded -> {
                    unrecorded.remove();
                    return recordLeftOvers();
                })
                .otherwiseEmpty();
    }

    private int waiting() {
        return unrecorded.size();
    }

    /**
     * How the running configuration stands to the file, for health.
     *
     * @param since when it became so
     * @param needRestart sections whose change in the file waits for the next start
     */
    public record ReloadStatus(Instant since, ReloadState standing, List<SectionName> needRestart) {
        /** What became of the newest file. */
        public sealed interface ReloadState {
            /** It runs. */
            record Current() implements ReloadState {}

            /** It is invalid and nothing of it is used. */
            record Rejected(List<SettingsProblem> problems) implements ReloadState {}

            /** It is valid, but a section could not be applied; everything was taken back. */
            record Failed(SectionName section, String reason) implements ReloadState {}
        }

        public ReloadStatus {
            needRestart = List.copyOf(needRestart);
        }
    }
}
