package dev.ratiofixer.app.health;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a directory's disk has room left. The embedded database stops when it has none. */
public final class DiskHealth {
    private static final long MEGABYTE = 1024 * 1024;
    private static final long LOW = 1024 * MEGABYTE;
    private static final long OUT = 200 * MEGABYTE;

    private final Vertx vertx;
    private final Path directory;

    public DiskHealth(Vertx vertx, Path directory) {
        this.vertx = vertx;
        this.directory = directory;
    }

    /** Looks now, on a worker thread; degraded under 1 GB, down under 200 MB. */
    public Future<ComponentHealth> look() {
        return vertx.executeBlocking(() -> judge(directory, free()));
    }

    private long free() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    static ComponentHealth judge(Path directory, long free) {
        String reason = free / MEGABYTE + " MB are free on the database's disk (" + directory
                + "); a full one stops everything";
        String remedy =
                "whoever runs Ratio Fixer frees some space, or moves the database to a larger disk (setting database.directory)";
        if (free < OUT) {
            return ComponentHealth.down(reason, remedy);
        }
        return free < LOW ? ComponentHealth.degraded(reason, remedy) : ComponentHealth.up(reason);
    }
}
