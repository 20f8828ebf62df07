package dev.ratiofixer.app.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.EnumSet;

/**
 * The meters of the process, of Vert.x and of the engine, for Prometheus. No label takes a value from outside: no path,
 * no address of the bus, no method (a client may invent one), no campaign, no peer.
 */
public final class Metrics implements AutoCloseable {
    private static final String BYTES = "bytes";
    private static final String RESPONSE_TIME = "vertx.http.server.response.time";
    /** In nanoseconds: 5 ms, 25 ms, 100 ms, 500 ms, 2 s. */
    private static final double[] RESPONSE_BUCKETS = {5e6, 25e6, 100e6, 500e6, 2e9};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    public Metrics() {
        registry.config().meterFilter(new MeterNames()).meterFilter(new ResponseBuckets());
        heap();
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    /**
     * The heap as a whole: what a collector's pools add up to depends on the collector (each of ZGC's is all of it).
     */
    private void heap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        Gauge.builder("jvm.heap.used", memory, bean -> bean.getHeapMemoryUsage().getUsed())
                .baseUnit(BYTES)
                .description("Used of the heap")
                .register(registry);
        Gauge.builder("jvm.heap.max", memory, bean -> bean.getHeapMemoryUsage().getMax())
                .baseUnit(BYTES)
                .description("The most that the heap may grow to")
                .register(registry);
    }

    /** For {@code Vertx.builder().withMetrics}; goes with {@link #options}. */
    public VertxMetricsFactory factory() {
        return new MicrometerMetricsFactory(registry);
    }

    /** For {@code VertxOptions.setMetricsOptions}. */
    public MicrometerMetricsOptions options() {
        return new MicrometerMetricsOptions()
                .setEnabled(true)
                .setLabels(
                        EnumSet.of(Label.HTTP_ROUTE, Label.HTTP_CODE, Label.POOL_TYPE, Label.POOL_NAME, Label.EB_SIDE))
                .addDisabledMetricsCategory(MetricsDomain.DATAGRAM_SOCKET)
                .addDisabledMetricsCategory(MetricsDomain.NET_CLIENT);
    }

    /** Where the engine's own meters are registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /** All meters in Prometheus' text format. Takes milliseconds: call it on a worker thread. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }

    /** Counts answers in a few buckets, so that a percentile can be computed over all nodes. */
    private static final class ResponseBuckets implements MeterFilter {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            if (!id.getName().equals(RESPONSE_TIME)) {
                return config;
            }
            return DistributionStatisticConfig.builder()
                    .serviceLevelObjectives(RESPONSE_BUCKETS)
                    .build()
                    .merge(config);
        }
    }
}
