package dev.ratiofixer.store.embedded;

import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.store.embedded.PostgresWatchdog.Postmaster;
import dev.ratiofixer.store.embedded.PostgresWatchdog.Postmaster.StopMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data directory of the embedded server, with its password and its log beside it.
 *
 * @param directory {@code database.directory}
 */
record DataDirectory(Path directory, PostgresProgram program) {
    static final String USER = "ratio_fixer";

    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);
    private static final String MAJOR_VERSION = "18";
    private static final Duration INIT_LIMIT = Duration.ofMinutes(2);
    /** Past this a stop becomes {@link StopMode#IMMEDIATE}. */
    private static final int STOP_SECONDS = 3;

    private static final int EXIT_MILLIS = 300;

    private static final long LARGEST_LOG = 10_000_000;

    Path data() {
        return dataIn(directory);
    }

    static Path dataIn(Path directory) {
        return directory.resolve("postgres");
    }

    static String passwordIn(Path directory) throws IOException {
        return Files.readString(directory.resolve("password")).strip();
    }

    Path logFile() {
        return directory.resolve("postgres.log");
    }

    String password() throws IOException {
        return passwordIn(directory);
    }

    /** Made beside its place and moved, so that a kill in the middle leaves nothing that looks complete. */
    void createIfAbsent() throws IOException, InterruptedException {
        if (Files.isDirectory(data())) {
            checkVersion();
            return;
        }
        Path fresh = directory.resolve("postgres.new");
        Directories.delete(fresh);
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Directories.writePrivate(passwordFile(), HexFormat.of().formatHex(secret));
        PostgresProgram.Ended ended = program.run(
                INIT_LIMIT,
                "initdb",
                "--pgdata=" + fresh,
                "--username=" + USER,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                // Many rounds make a weak password costly to guess. This one is of 192 random bits.
                "--set=scram_iterations=1",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        if (!ended.ok()) {
            throw new DatabaseException("initdb failed in " + directory + " (" + ended.output()
                    + "); run as an ordinary user, check the disk, or set database.url to a PostgreSQL server");
        }
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void checkVersion() throws IOException {
        String version = Files.readString(data().resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR_VERSION)) {
            throw new DatabaseException(data() + " was written by PostgreSQL " + version + ", this is " + MAJOR_VERSION
                    + "; dump it with that version and restore it here, or set another database.directory");
        }
    }

    /** Stops the server of an engine that was killed: its settings may be old, and its clients are gone. */
    void stopLeftOver() throws IOException, InterruptedException {
        if (Postmaster.of(data()).isPresent()) {
            log.info("stopping the database server that a killed engine left directory={}", directory);
            stop(StopMode.FAST);
        }
        Postmaster.forgetStranger(data());
    }

    PostgresProgram.Ended start(Duration limit) throws IOException, InterruptedException {
        if (Files.exists(logFile()) && Files.size(logFile()) > LARGEST_LOG) {
            Files.move(logFile(), directory.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return program.run(
                limit.plusSeconds(5),
                "pg_ctl",
                "start",
                "--wait",
                "--timeout=" + limit.toSeconds(),
                "--silent",
                "--pgdata=" + data(),
                "--log=" + logFile());
    }

    /** Stops the server and waits for its process; one that does not stop in time is stopped at once. */
    void stop(StopMode mode) throws IOException, InterruptedException {
        Optional<ProcessHandle> server = Postmaster.of(data());
        if (!stopped(mode).ok() && Postmaster.of(data()).isPresent()) {
            PostgresProgram.Ended ended = stopped(StopMode.IMMEDIATE);
            if (!ended.ok() && Postmaster.of(data()).isPresent()) {
                throw new DatabaseException("the database server in " + directory + " does not stop (" + ended.output()
                        + "); end process " + Postmaster.of(data()).map(ProcessHandle::pid) + " by hand");
            }
        }
        // pg_ctl waits for the pid file to go, the last thing that the server does; its exit takes milliseconds. Where
        // the process that inherits it is slow to take note (some containers' first process), it seems to live on.
        server.ifPresent(process -> process.onExit()
                .completeOnTimeout(process, EXIT_MILLIS, TimeUnit.MILLISECONDS)
                .join());
    }

    private PostgresProgram.Ended stopped(StopMode mode) throws IOException, InterruptedException {
        return program.run(
                Duration.ofSeconds(STOP_SECONDS + 2),
                "pg_ctl",
                "stop",
                "--wait",
                "--timeout=" + STOP_SECONDS,
                "--silent",
                "--mode=" + mode.word(),
                "--pgdata=" + data());
    }

    private Path passwordFile() {
        return directory.resolve("password");
    }

    /** Keeps a second engine off a data directory. The kernel lets go of it when the process ends, however it ends. */
    static final class DirectoryLock implements AutoCloseable {
        private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

        private final Path file;
        private final FileChannel channel;

        private DirectoryLock(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
            HELD_HERE.add(file);
        }

        /** @throws DatabaseException if another engine, in this process or another, has it */
        static DirectoryLock acquire(Path directory) throws IOException {
            Path file = directory.resolve("engine.lock");
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (tryLock(channel) == null) {
                    throw taken(directory, Files.readString(file).strip());
                }
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
                return new DirectoryLock(file.toRealPath(), channel);
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        }

        /** Whether a living engine has it. */
        static boolean isHeld(Path directory) throws IOException {
            Path file = directory.resolve("engine.lock");
            if (!Files.exists(file)) {
                return false;
            }
            // To close a channel lets go of every lock that this process has on the file.
            if (HELD_HERE.contains(file.toRealPath())) {
                return true;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                return tryLock(channel) == null;
            }
        }

        private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
            try {
                return channel.tryLock();
            } catch (OverlappingFileLockException inThisProcess) {
                return null;
            }
        }

        private static DatabaseException taken(Path directory, String holder) {
            return new DatabaseException("another engine (process " + holder + ") uses the database in " + directory
                    + "; stop it, or set database.directory to another directory");
        }

        @Override
        public void close() throws IOException {
            HELD_HERE.remove(file);
            channel.close();
        }
    }
}
