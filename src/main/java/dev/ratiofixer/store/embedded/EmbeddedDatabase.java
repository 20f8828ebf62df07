package dev.ratiofixer.store.embedded;

import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.store.DatabaseUrl;
import dev.ratiofixer.store.ServerAccess;
import dev.ratiofixer.store.embedded.DataDirectory.DirectoryLock;
import dev.ratiofixer.store.embedded.PostgresWatchdog.Postmaster;
import dev.ratiofixer.store.embedded.PostgresWatchdog.Postmaster.StopMode;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server beside the engine, its data kept in a directory.
 *
 * <p>It takes the place of zonky's own starter, whose programs it uses: that one turns {@code fsync} off, stops the
 * server in a shutdown hook while the engine still writes, and cannot take over what a killed engine left.
 *
 * <p>{@code pg_ctl} starts the server in a session of its own, so that a Ctrl-C reaches the engine and not the server:
 * whoever stops the engine closes this last. A server that is killed is started again on the same port
 * ({@link PostgresWatchdog}). All calls block; none belongs on an event loop.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int PORT_ATTEMPTS = 5;

    private final DirectoryLock lock;
    private final PostgresWatchdog watchdog;
    private final DatabaseUrl server;

    private EmbeddedDatabase(DirectoryLock lock, PostgresWatchdog watchdog, DatabaseUrl server) {
        this.lock = lock;
        this.watchdog = watchdog;
        this.server = server;
    }

    /**
     * Starts the server, the first time after making its data directory. A server that a killed engine left is stopped
     * first.
     *
     * @throws DatabaseException if another engine uses the directory, or the server does not start
     */
    public static EmbeddedDatabase start(EmbeddedSettings settings) {
        try {
            Directories.createPrivate(settings.directory());
            DirectoryLock lock = DirectoryLock.acquire(settings.directory());
            try {
                return startLocked(settings, lock);
            } catch (IOException | InterruptedException | RuntimeException failed) {
                lock.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw new DatabaseException(
                    "cannot use " + settings.directory() + " for the embedded database (" + failed
                            + "); check database.directory, its rights and the disk",
                    failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while the embedded database was starting", stopped);
        }
    }

    /**
     * Finds the server that another engine runs on the directory, for a command beside it.
     *
     * @param name of the database
     * @return empty if no engine uses the directory
     * @throws DatabaseException if one does, and its server does not take connections
     */
    public static Optional<DatabaseUrl> ofRunningEngine(EmbeddedSettings settings, String name) {
        try {
            if (!DirectoryLock.isHeld(settings.directory())) {
                return Optional.empty();
            }
            int port = Postmaster.port(DataDirectory.dataIn(settings.directory()))
                    .orElseThrow(() -> new DatabaseException("the engine that uses " + settings.directory()
                            + " is just starting or stopping its database; try again in a moment"));
            return Optional.of(new DatabaseUrl(
                    "127.0.0.1",
                    port,
                    name,
                    DataDirectory.USER,
                    DataDirectory.passwordIn(settings.directory()),
                    SslMode.DISABLE,
                    null));
        } catch (IOException unreadable) {
            throw new DatabaseException(
                    "cannot read " + settings.directory() + " (" + unreadable + "); run this as the engine's own user",
                    unreadable);
        }
    }

    private static EmbeddedDatabase startLocked(EmbeddedSettings settings, DirectoryLock lock)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        Path directory = settings.directory();
        PostgresBinaries binaries = PostgresBinaries.unpackInto(settings.binaries());
        DataDirectory cluster =
                new DataDirectory(directory, new PostgresProgram(binaries, directory.resolve("command.log")));
        cluster.createIfAbsent();
        cluster.stopLeftOver();
        int port = startOnFreePort(cluster, settings.durable());
        PostgresWatchdog watchdog =
                PostgresWatchdog.over(cluster, settings.durable() ? StopMode.FAST : StopMode.IMMEDIATE);
        DatabaseUrl server = new DatabaseUrl(
                "127.0.0.1", port, "postgres", DataDirectory.USER, cluster.password(), SslMode.DISABLE, null);
        log.info(
                "embedded database started directory={} port={} ms={}",
                directory,
                port,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        return new EmbeddedDatabase(lock, watchdog, server);
    }

    /** Another process may take a port between its choice and its use. */
    private static int startOnFreePort(DataDirectory cluster, boolean durable)
            throws IOException, InterruptedException {
        PostgresProgram.Ended ended = new PostgresProgram.Ended(-1, "");
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            int port = freePort();
            ServerSettings.write(cluster.data(), port, durable);
            ended = cluster.start(START_LIMIT);
            if (ended.ok()) {
                return port;
            }
        }
        throw new DatabaseException("the embedded database does not start (" + ended.output() + "); see "
                + cluster.logFile() + ", or set database.url to a PostgreSQL server");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * The address of one of its databases, which is made if it is not there.
     *
     * @param name letters, digits and underscores
     */
    public DatabaseUrl database(String name) {
        try (Connection connection = server.toJdbc().getConnection();
                PreparedStatement find = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?");
                Statement create = connection.createStatement()) {
            find.setString(1, name);
            if (!find.executeQuery().next()) {
                create.execute("CREATE DATABASE " + create.enquoteIdentifier(name, true));
            }
            return server.withDatabase(name);
        } catch (SQLException failed) {
            throw new DatabaseException("cannot make the database " + name + " (" + failed.getMessage() + ")", failed);
        }
    }

    /** Whoever ran campaigns from this directory is gone: there is one engine at a time. */
    public void expireNodes(ServerAccess database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE ratio_fixer_nodes SET expires_at = '-infinity'");
        } catch (SQLException failed) {
            throw new DatabaseException(
                    "cannot free the campaigns of earlier runs (" + failed.getMessage() + ")", failed);
        }
    }

    /** How often its process was gone and was started again. Any thread. */
    public int restarts() {
        return watchdog.restarts();
    }

    /** Stops the server and waits until its process is gone. */
    @Override
    public void close() {
        try (lock) {
            watchdog.stop();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            log.warn("embedded database did not stop cleanly; it recovers at its next start", failed);
        }
    }
}
