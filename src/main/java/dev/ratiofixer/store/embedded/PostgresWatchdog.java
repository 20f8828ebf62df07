package dev.ratiofixer.store.embedded;

import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.store.embedded.PostgresWatchdog.Postmaster.StopMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the embedded server running: one whose process is gone, whoever killed it, is started again on the same port,
 * until that works or the engine stops. PostgreSQL itself replaces back ends that are killed, but nobody its
 * postmaster.
 *
 * <p>A thread of its own looks every half second, because the end of a process that is no child of this one is not
 * reported. {@link #stop} blocks.
 */
final class PostgresWatchdog {
    private static final Logger log = LoggerFactory.getLogger(PostgresWatchdog.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private final DataDirectory cluster;
    private final StopMode stopMode;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::keep, "embedded-database");
    private ProcessHandle postmaster;
    private AutoCloseable guard;
    private final AtomicInteger restarts = new AtomicInteger();

    private PostgresWatchdog(DataDirectory cluster, StopMode stopMode, ProcessHandle postmaster, AutoCloseable guard) {
        this.cluster = cluster;
        this.stopMode = stopMode;
        this.postmaster = postmaster;
        this.guard = guard;
    }

    /** Over a server that runs. */
    static PostgresWatchdog over(DataDirectory cluster, StopMode stopMode) throws IOException {
        ProcessHandle postmaster = Postmaster.of(cluster.data())
                .orElseThrow(() -> new DatabaseException(
                        "the embedded database stopped right after its start; see " + cluster.logFile()));
        PostgresWatchdog watchdog = new PostgresWatchdog(cluster, stopMode, postmaster, OrphanGuard.over(postmaster));
        watchdog.thread.setDaemon(true);
        watchdog.thread.start();
        return watchdog;
    }

    /** How often it started the server again. Any thread. */
    int restarts() {
        return restarts.get();
    }

    private void keep() {
        try {
            while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!Postmaster.runs(postmaster)) {
                    log.warn(
                            "embedded database is gone, starting it again directory={} pid={}",
                            cluster.directory(),
                            postmaster.pid());
                    revive();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void revive() throws InterruptedException {
        long began = System.nanoTime();
        Duration pause = LOOK;
        String logged = "";
        while (closing.getCount() > 0) {
            String problem = attempt();
            if (problem.isEmpty()) {
                restarts.incrementAndGet();
                log.info(
                        "embedded database runs again pid={} ms={}",
                        postmaster.pid(),
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
                return;
            }
            if (!problem.equals(logged)) {
                log.error("embedded database does not start, trying again and again: {}", problem);
                logged = problem;
            }
            closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Why it does not start, empty when it runs. Orphaned back ends of the old one may need a moment to end. */
    private String attempt() throws InterruptedException {
        try {
            Postmaster.forgetStranger(cluster.data());
            PostgresProgram.Ended ended = cluster.start(START_LIMIT);
            var started = Postmaster.of(cluster.data());
            if (!ended.ok() || started.isEmpty()) {
                return ended.output() + "; see " + cluster.logFile();
            }
            // The old guard would send its signal to a number that may be another program's by now.
            closeGuard();
            postmaster = started.get();
            guard = OrphanGuard.over(postmaster);
            return "";
        } catch (IOException | DatabaseException unusable) {
            return String.valueOf(unusable.getMessage());
        }
    }

    private void closeGuard() {
        try {
            guard.close();
        } catch (Exception gone) {
            log.debug("the guard of the old server is gone", gone);
        }
    }

    /** Stops the server and waits until its process is gone; it is not started again. */
    void stop() throws IOException, InterruptedException {
        closing.countDown();
        if (!thread.join(STOP_LIMIT)) {
            thread.interrupt();
            thread.join();
        }
        try {
            cluster.stop(stopMode);
        } finally {
            closeGuard();
        }
    }

    /** The server process that a cluster directory names in its {@code postmaster.pid}. */
    static final class Postmaster {
        /** Lines of {@code postmaster.pid}, from 0. Source: PostgreSQL's {@code pidfile.h}. */
        private static final int PORT_LINE = 3;

        private static final int STATUS_LINE = 7;

        private Postmaster() {}

        /** The process, if it lives and is the server of this directory: another may have its number by now. */
        static Optional<ProcessHandle> of(Path cluster) throws IOException {
            Optional<ProcessHandle> process =
                    pid(cluster).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
            return process.filter(handle -> serves(handle, cluster));
        }

        /** The port of the server that runs on this directory, if one does and takes connections. */
        static Optional<Integer> port(Path cluster) throws IOException {
            if (of(cluster).isEmpty()) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(pidFile(cluster));
            boolean ready =
                    lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
            return ready ? Optional.of(Integer.valueOf(lines.get(PORT_LINE).strip())) : Optional.empty();
        }

        /** Whether it still runs. One that has ended but was not reaped by its parent counts as gone. */
        static boolean runs(ProcessHandle postmaster) {
            return postmaster.isAlive() && postmaster.info().command().isPresent();
        }

        /**
         * Removes a {@code postmaster.pid} whose number now belongs to another program. PostgreSQL itself clears one
         * whose number is free, but would take any other process of this user for a running server.
         */
        static void forgetStranger(Path cluster) throws IOException {
            boolean livesAsStranger = pid(cluster).flatMap(ProcessHandle::of).isPresent()
                    && of(cluster).isEmpty();
            if (livesAsStranger) {
                Files.deleteIfExists(pidFile(cluster));
            }
        }

        private static Optional<Long> pid(Path cluster) throws IOException {
            try {
                return Files.readAllLines(pidFile(cluster)).stream()
                        .findFirst()
                        .map(line -> Long.valueOf(line.strip()));
            } catch (NoSuchFileException neverStarted) {
                return Optional.empty();
            } catch (NumberFormatException torn) {
                throw new DatabaseException(
                        pidFile(cluster) + " is damaged; delete it if no PostgreSQL runs there", torn);
            }
        }

        private static boolean serves(ProcessHandle process, Path cluster) {
            Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
            boolean isPostgres = process.info()
                    .command()
                    .map(command -> command.contains("postgres"))
                    .orElse(false);
            try {
                return isPostgres && (Files.notExists(workingDirectory) || Files.isSameFile(workingDirectory, cluster));
            } catch (IOException endedMeanwhile) {
                return false;
            }
        }

        private static Path pidFile(Path cluster) {
            return cluster.resolve("postmaster.pid");
        }

        /** How {@code pg_ctl} stops the embedded server. */
        enum StopMode {
            /** Ends its clients and writes a checkpoint: the next start is quick. */
            FAST,
            /** Ends as a crash does: the next start reads the write-ahead log. For data that nobody will read again. */
            IMMEDIATE;

            String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }
}
