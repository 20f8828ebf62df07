package dev.ratiofixer.app.metrics;

import dev.ratiofixer.app.health.BandCoverage;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.youtube.YouTubeHealth;
import dev.ratiofixer.youtube.YouTubeHealth.BucketUse;
import dev.ratiofixer.youtube.YouTubeHealth.PriorityUse;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import dev.ratiofixer.youtube.quota.QuotaLedger.QuotaBucket;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own meters. What happens often is counted by a method; what is known anyway is read when Prometheus
 * asks. Nothing here is per campaign: a node has 100,000 of them. Any thread; a call costs well under a microsecond.
 */
public final class EngineMetrics {
    private static final String PREFIX = "ratio.fixer.";
    private static final double MICROS = 1_000_000.0;

    private final MeterRegistry registry;
    private final Timer decide;
    private final Timer lateness;
    private final MultiGauge health;
    private final MultiGauge limits;

    public EngineMetrics(MeterRegistry registry) {
        this.registry = registry;
        decide = Timer.builder(PREFIX + "decide")
                .description("Decisions of campaigns, and the time that one takes")
                .serviceLevelObjectives(
                        Duration.ofNanos(1_000),
                        Duration.ofNanos(10_000),
                        Duration.ofNanos(100_000),
                        Duration.ofMillis(1))
                .register(registry);
        lateness = Timer.builder(PREFIX + "polling.lateness")
                .description("How long after its due time a video was polled")
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(36),
                        Duration.ofSeconds(72),
                        Duration.ofMinutes(10))
                .register(registry);
        health = MultiGauge.builder(PREFIX + "health")
                .description("Health of a part of this node: 1 up, 0.5 degraded, 0 down")
                .register(registry);
        limits = MultiGauge.builder(PREFIX + "limits.left")
                .description("Left of limits.per_day for the orders of all nodes today, in units of the currency")
                .register(registry);
    }

    /** The health of each part, by its name. */
    public void health(Map<String, Double> parts) {
        health.register(rows("part", parts, 1), true);
    }

    /** What is left of the day's limit, in micros by currency. */
    public void limitsLeft(Map<String, Long> micros) {
        limits.register(rows("currency", micros, MICROS), true);
    }

    private static List<MultiGauge.Row<?>> rows(String label, Map<String, ? extends Number> values, double unit) {
        return values.entrySet().stream()
                .<MultiGauge.Row<?>>map(each -> MultiGauge.Row.of(
                        Tags.of(label, each.getKey()), each.getValue().doubleValue() / unit))
                .toList();
    }

    /** A campaign decided, which took so long. */
    public void decided(long nanos) {
        decide.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A video was polled so long after it was due; negative counts as in time. */
    public void polled(Duration late) {
        lateness.record(late.isNegative() ? Duration.ZERO : late);
    }

    /** An order came to a status. Both words are of closed sets. */
    public void orderChanged(String type, String status) {
        registry.counter(PREFIX + "orders", "type", type, "status", status).increment();
    }

    /** An order's cost was settled. */
    public void spent(String type, Money cost) {
        registry.counter(PREFIX + "spent", "type", type, "currency", cost.currency())
                .increment(cost.micros() / MICROS);
    }

    /** One class of watched videos, by name: how many there are and the shortest interval in force, 0 for none. */
    public void interval(String priority, LongSupplier videos, DoubleSupplier seconds) {
        Gauge.builder(PREFIX + "polling.videos", videos::getAsLong)
                .tag("priority", priority)
                .description("Videos of a class")
                .register(registry);
        Gauge.builder(PREFIX + "polling.interval", seconds::getAsDouble)
                .tag("priority", priority)
                .baseUnit("seconds")
                .description("Shortest time between two polls of a video of a class, as stretched by the quota")
                .register(registry);
    }

    /** One bucket of YouTube's day, by name: what is used, what is left and what there is. */
    public void quota(String bucket, LongSupplier used, LongSupplier left, LongSupplier limit) {
        Gauge.builder(PREFIX + "quota.left", left::getAsLong)
                .tag("bucket", bucket)
                .description("Left of the day's quota")
                .register(registry);
        Gauge.builder(PREFIX + "quota.used", used::getAsLong)
                .tag("bucket", bucket)
                .description("Used of the day's quota")
                .register(registry);
        Gauge.builder(PREFIX + "quota.limit", limit::getAsLong)
                .tag("bucket", bucket)
                .description("The day's quota")
                .register(registry);
    }

    /** What counts of the Google Ads operations of the last 24 hours, for one purpose, by name. */
    public void adsOperations(String purpose, LongSupplier used) {
        Gauge.builder(PREFIX + "ads.operations.used", used::getAsLong)
                .tag("purpose", purpose)
                .description("Google Ads operations of the last 24 hours, of all nodes, as this node last heard")
                .register(registry);
    }

    /** What the access level allows in 24 hours, 0 for no limit. */
    public void adsOperationsLimit(LongSupplier limit) {
        Gauge.builder(PREFIX + "ads.operations.limit", limit::getAsLong)
                .description("Google Ads operations that the access level allows in 24 hours, 0 for no limit")
                .register(registry);
    }

    /** Readings that are alike: the share of them in the band, no number for none, and how many there were. */
    public void coverage(BandCoverage.Stratum group, DoubleSupplier share, LongSupplier readings) {
        Tags tags =
                Tags.of("counter", group.counterLabel(), "age", group.age().label(), "counting", group.countingLabel());
        Gauge.builder(PREFIX + "band.coverage", share::getAsDouble)
                .tags(tags)
                .description("Share of the readings of the last 7 days between p10 and p90; 0.8 is right")
                .register(registry);
        Gauge.builder(PREFIX + "band.readings", readings::getAsLong)
                .tags(tags)
                .description(
                        "Readings of the last 7 days that were held against an expectation, one a campaign and hour")
                .register(registry);
    }

    /** Where to read a number that goes up and down. */
    public void gauge(EngineGauge gauge, LongSupplier value) {
        Gauge.builder(PREFIX + gauge.meter(), value::getAsLong)
                .description(gauge.meaning())
                .register(registry);
    }

    /** Where to read a number that only grows. */
    public void total(EngineTotal total, LongSupplier value) {
        // The registry holds the object weakly and the function strongly, so the object is one that stays.
        FunctionCounter.builder(PREFIX + total.meter(), registry, stays -> value.getAsLong())
                .description(total.meaning())
                .register(registry);
    }

    /** Numbers that only grow while the process runs. */
    public enum EngineTotal {
        SAMPLES("samples", "Samples sent to campaigns"),
        CORRECTIONS("samples.corrections", "Samples in which a counter fell"),
        UNREADABLE("samples.unreadable", "Readings of a video that made no sense"),
        THINNED("samples.thinned", "Samples dropped because the database was away for too long"),
        YOUTUBE_CALLS("youtube.calls", "Calls of the YouTube Data API"),
        YOUTUBE_FAILURES("youtube.failures", "Calls of the YouTube Data API that failed"),
        ANALYTICS_CALLS("analytics.calls", "Calls of the YouTube Analytics API"),
        ANALYTICS_FAILURES("analytics.failures", "Calls of the YouTube Analytics API that failed"),
        EXPECTATIONS("expectations", "Rows that the model answered");

        private final String meter;
        private final String meaning;

        EngineTotal(String meter, String meaning) {
            this.meter = meter;
            this.meaning = meaning;
        }

        String meter() {
            return meter;
        }

        String meaning() {
            return meaning;
        }
    }

    /** Numbers that go up and down. */
    public enum EngineGauge {
        CAMPAIGNS("campaigns", "Campaigns deployed on this node"),
        VIDEOS("videos.watched", "Videos that this node polls"),
        BUFFER("store.buffer", "Samples that wait to be written"),
        STREAMS("streams", "Live streams that are open"),
        PROPOSALS("orders.waiting", "Orders of all nodes that wait for a person"),
        BUDGETS_NOT_BACK("budgets.not.back", "Raised budgets of all nodes in force after the end of their term");

        private final String meter;
        private final String meaning;

        EngineGauge(String meter, String meaning) {
            this.meter = meter;
            this.meaning = meaning;
        }

        String meter() {
            return meter;
        }

        String meaning() {
            return meaning;
        }
    }

    /** Publishes the YouTube verticle's own report as meters. It is asked every few seconds, not at every scrape. */
    public static final class PollingMetricsBinder {
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
            return health.failures().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
