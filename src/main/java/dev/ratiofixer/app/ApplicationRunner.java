package dev.ratiofixer.app;

import dev.ratiofixer.app.cluster.HazelcastCluster;
import dev.ratiofixer.app.metrics.Metrics;
import dev.ratiofixer.app.tracing.Tracing;
import dev.ratiofixer.config.ClusterSettings;
import dev.ratiofixer.config.Configuration.TracingSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that runs an engine until it is asked to stop: by Ctrl-C, by TERM, because its start failed or, with the
 * system property {@value #STOP_WITH_PARENT}, because the process that started it is gone: Maven does not pass a TERM
 * on to what it runs. Stopping has {@value #STOP_SECONDS} seconds.
 */
public final class ApplicationRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationRunner.class);
    private static final String STOP_WITH_PARENT = "ratiofixer.stopWithParent";
    private static final int STOP_SECONDS = 9;
    private static final long PARENT_CHECK_MILLIS = 100;

    private final Metrics metrics = new Metrics();
    private final Tracing tracing;
    private final Vertx vertx;
    private final ShutdownSequence stops = new ShutdownSequence();
    private final Thread main = Thread.currentThread();
    private boolean closing;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Of one node. */
    public ApplicationRunner() {
        tracing = Tracing.of(TracingSettings.OFF);
        vertx = builder(new VertxOptions()).build();
        stopWithParent();
    }

    /**
     * Of a node as the configuration has it.
     *
     * @throws Exception if it cannot join its cluster
     */
    public ApplicationRunner(ClusterSettings cluster, TracingSettings traces) throws Exception {
        tracing = Tracing.of(traces);
        vertx = switch (cluster.manager()) {
            case NONE -> builder(new VertxOptions()).build();
            case HAZELCAST ->
                start(builder(new VertxOptions().setEventBusOptions(HazelcastCluster.bus(cluster)))
                        .withClusterManager(HazelcastCluster.manager(cluster))
                        .buildClustered());
        };
        stopWithParent();
    }

    private VertxBuilder builder(VertxOptions options) {
        return tracing.trace(Vertx.builder()
                .with(options.setMetricsOptions(metrics.options()))
                .withMetrics(metrics.factory()));
    }

    private void stopWithParent() {
        if (Boolean.getBoolean(STOP_WITH_PARENT)) {
            ProcessHandle.current().parent().ifPresent(this::stopWith);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopByHook, "ratio-fixer-stop"));
    }

    /**
     * Asks who the parent is, again and again: an orphan gets another one at once. {@link ProcessHandle#onExit} looks
     * ever more seldom at what is no child, after some minutes every 5 s.
     */
    private void stopWith(ProcessHandle parent) {
        vertx.setPeriodic(PARENT_CHECK_MILLIS, timer -> {
            boolean orphan = ProcessHandle.current()
                    .parent()
                    .map(now -> now.pid() != parent.pid())
                    .orElse(true);
            if (orphan) {
                vertx.cancelTimer(timer);
                interruptMain();
            }
        });
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Those that its Vert.x was built with. */
    public Metrics metrics() {
        return metrics;
    }

    /** Waits for a start on the calling thread; the stop belongs to it, from now on. */
    public <T> T start(Future<T> start) throws Exception {
        try {
            return start.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    /** What there is to stop, newest first. */
    public ShutdownSequence stops() {
        return stops;
    }

    /** Blocks until the process is asked to stop; ends by {@link InterruptedException}, as an unfinished start does. */
    public void awaitStop() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Stops what was started. */
    @Override
    public void close() {
        beginClosing();
        try {
            await(stops.run());
            // Not one of the stops: what it closes are the contexts that their futures complete on.
            await(vertx.close());
            metrics.close();
            tracing.close();
        } catch (ExecutionException | TimeoutException unclean) {
            LOG.warn("stopped uncleanly; what was not written is recovered at the next start", unclean);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    private static void await(Future<Void> stop) throws InterruptedException, ExecutionException, TimeoutException {
        stop.toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    }

    private synchronized void beginClosing() {
        closing = true;
        // Clears what the hook set: from here on nobody hurries.
        boolean interrupted = Thread.interrupted();
        LOG.debug("stopping interrupted={}", interrupted);
    }

    private synchronized void interruptMain() {
        if (!closing) {
            main.interrupt();
        }
    }

    private void stopByHook() {
        interruptMain();
        try {
            stopped.await(STOP_SECONDS + 1L, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
