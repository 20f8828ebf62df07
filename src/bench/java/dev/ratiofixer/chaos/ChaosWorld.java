package dev.ratiofixer.chaos;

import dev.ratiofixer.app.ChaosConfiguration;
import dev.ratiofixer.fixtures.FreePort;
import dev.ratiofixer.fixtures.TestDatabase;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.time.ScaledClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What the nodes share and cannot break: PostgreSQL, the sandbox, the clock that is right. */
final class ChaosWorld implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final ChaosSettings settings;
    private final Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private final long beganMillis = System.currentTimeMillis();
    private final Instant shown = Instant.ofEpochMilli(beganMillis);
    private final ScaledClock clock;
    private final Sandbox sandbox;
    private final ChaosNodes nodes;
    private final IncidentLog troubles = new IncidentLog();

    ChaosWorld(ChaosSettings settings, Path directory) throws Exception {
        this.settings = settings;
        this.directory = directory;
        this.database = TestDatabase.durable(vertx, directory);
        this.clock = new ScaledClock(shown, settings.speed());
        this.sandbox = await(new Sandbox(
                        vertx,
                        clock,
                        SandboxOptions.defaults()
                                .withSpeed(settings.speed())
                                .withSeed(settings.seed())
                                .withSyntheticVideos(settings.campaigns()))
                .start());
        this.nodes = new ChaosNodes(
                directory,
                ChaosConfiguration.environment(sandbox, TestDatabase.address(database)),
                List.of(Long.toString(beganMillis), shown.toString(), Double.toString(settings.speed())));
        configure();
    }

    private void configure() throws IOException {
        String cluster = "chaos-" + UUID.randomUUID();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < ChaosSettings.NODES; i++) {
            ports.add(FreePort.find());
        }
        for (String node : ChaosNodes.names()) {
            Files.writeString(
                    nodes.configuration(node),
                    ChaosConfiguration.node(sandbox, cluster, ports, settings.campaigns())
                            .encodePrettily());
            Collections.rotate(ports, -1);
        }
    }

    /** What was the real time when the engine's clock showed this? */
    Instant real(Instant simulated) {
        return Instant.ofEpochMilli(beganMillis)
                .plusMillis((long) (Duration.between(shown, simulated).toMillis() / settings.speed()));
    }

    /** How long real time is by the engine's clock. */
    Duration simulated(Duration real) {
        return Duration.ofMillis((long) (real.toMillis() * settings.speed()));
    }

    ChaosSettings settings() {
        return settings;
    }

    Path directory() {
        return directory;
    }

    Database database() {
        return database;
    }

    ScaledClock clock() {
        return clock;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    ChaosNodes nodes() {
        return nodes;
    }

    IncidentLog troubles() {
        return troubles;
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        nodes.killAll();
        sandbox.close()
                .transform(closed -> database.close(vertx))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        // Its future would complete on a context that it has closed.
        vertx.close();
    }
}
