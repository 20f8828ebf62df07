package dev.ratiofixer.bench;

import dev.ratiofixer.app.EngineUnderLoad;
import dev.ratiofixer.fixtures.TestDatabase;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.StoredCampaigns;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a figure of the whole engine needs: an embedded PostgreSQL, the sandbox in its own process, and the engine. */
final class Stage implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Path directory;
    private final Duration interval;
    private final Vertx outside = Vertx.vertx();
    private final Database database;
    private final SandboxProcess sandbox;
    private @Nullable EngineUnderLoad engine;
    private int started;

    /** @param videos how many the sandbox makes up */
    Stage(int videos, Duration interval) throws Exception {
        this.directory = Files.createTempDirectory("ratio-fixer-bench");
        this.interval = interval;
        this.database = TestDatabase.durable(outside, directory);
        this.sandbox = SandboxProcess.start(videos);
    }

    /** Starts the engine, on what an earlier one left. */
    EngineUnderLoad open() throws Exception {
        EngineUnderLoad fresh =
                new EngineUnderLoad(TestDatabase.address(database), sandbox.origin(), directory, interval);
        engine = fresh;
        return fresh;
    }

    void closeEngine() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }

    /** The one that runs, or a fresh one. */
    EngineUnderLoad engine() throws Exception {
        return engine == null ? open() : engine;
    }

    /** Puts campaigns into the database, so that there are so many, while no engine runs. */
    void store(int wanted) {
        StoredCampaigns.insert(outside, database, started, wanted);
        started = wanted;
    }

    Database database() {
        return database;
    }

    SandboxProcess sandbox() {
        return sandbox;
    }

    Path directory() {
        return directory;
    }

    Duration interval() {
        return interval;
    }

    /** How many campaigns were started so far; their videos are the first so many. */
    int started() {
        return started;
    }

    /** Starts more campaigns, so that there are so many. */
    void campaigns(int wanted) throws Exception {
        if (started < wanted) {
            engine().start(started, wanted);
            started = wanted;
        }
    }

    /** Takes the next video, for a start that is measured by itself. */
    int next() {
        return started++;
    }

    @Override
    public void close() {
        closeEngine();
        sandbox.close();
        database.close(outside)
                .transform(closed -> outside.fileSystem().deleteRecursive(directory.toString()))
                .transform(gone -> outside.close())
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
