package dev.ratiofixer.app.metrics;

import dev.ratiofixer.app.metrics.EngineMetrics.EngineGauge;
import dev.ratiofixer.app.metrics.EngineMetrics.EngineTotal;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.youtube.YouTubeHealth;
import dev.ratiofixer.youtube.YouTubeHealth.BucketUse;
import dev.ratiofixer.youtube.YouTubeHealth.PriorityUse;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import dev.ratiofixer.youtube.quota.QuotaBucket;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Publishes the YouTube verticle's own report as meters. It is asked every few seconds, not at every scrape. */
public final class PollingMetricsBinder {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final RepeatingTask asking;
    private volatile @Nullable YouTubeHealth last;

    /** @param timers of real time, as scrapes are */
    public PollingMetricsBinder(Supplier<Future<YouTubeHealth>> source, Timers timers) {
        this.asking = new RepeatingTask(timers, EVERY, () -> source.get().onSuccess(told -> last = told));
    }

    /** Registers the meters; they read 0 until the first answer. */
    public void bind(EngineMetrics metrics) {
        metrics.gauge(EngineGauge.VIDEOS, () -> known(YouTubeHealth::videos));
        metrics.total(EngineTotal.SAMPLES, () -> known(YouTubeHealth::samples));
        metrics.total(EngineTotal.CORRECTIONS, () -> known(YouTubeHealth::corrections));
        metrics.total(EngineTotal.UNREADABLE, () -> known(YouTubeHealth::unreadable));
        metrics.total(EngineTotal.YOUTUBE_CALLS, () -> known(YouTubeHealth::calls));
        metrics.total(EngineTotal.YOUTUBE_FAILURES, () -> known(PollingMetricsBinder::failures));
        for (QuotaBucket bucket : List.of(QuotaBucket.UNITS, QuotaBucket.STATS_CALLS)) {
            String key = bucket.key();
            metrics.quota(
                    key,
                    () -> quota(key, BucketUse::used),
                    () -> quota(key, BucketUse::left),
                    () -> quota(key, BucketUse::limit));
        }
        for (WatchPriority priority : WatchPriority.values()) {
            metrics.interval(
                    priority.name().toLowerCase(Locale.ROOT),
                    () -> (long) interval(priority, PriorityUse::videos),
                    () -> interval(priority, PollingMetricsBinder::seconds));
        }
    }

    /** Asks for the first time; the verticle is deployed. */
    public void start() {
        asking.now();
    }

    /** Asks no more. */
    public void stop() {
        asking.stop();
    }

    private long known(ToLongFunction<YouTubeHealth> number) {
        return Optional.ofNullable(last).map(number::applyAsLong).orElse(0L);
    }

    private long quota(String bucket, ToLongFunction<BucketUse> number) {
        return known(health -> health.quota().stream()
                .filter(use -> use.bucket().equals(bucket))
                .mapToLong(number)
                .sum());
    }

    private double interval(WatchPriority priority, ToDoubleFunction<PriorityUse> number) {
        YouTubeHealth known = last;
        return known == null
                ? 0
                : known.intervals().stream()
                        .filter(use -> use.priority() == priority)
                        .mapToDouble(number)
                        .sum();
    }

    private static double seconds(PriorityUse use) {
        Duration shortest = use.shortest();
        return shortest == null ? 0 : shortest.toMillis() / 1e3;
    }

    private static long failures(YouTubeHealth health) {
        return health.failures().values().stream().mapToLong(Long::longValue).sum();
    }
}
