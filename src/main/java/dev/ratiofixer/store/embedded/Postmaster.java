package dev.ratiofixer.store.embedded;

import dev.ratiofixer.store.DatabaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The server process that a cluster directory names in its {@code postmaster.pid}. */
final class Postmaster {
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
     * Removes a {@code postmaster.pid} whose number now belongs to another program. PostgreSQL itself clears one whose
     * number is free, but would take any other process of this user for a running server.
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
            return Files.readAllLines(pidFile(cluster)).stream().findFirst().map(line -> Long.valueOf(line.strip()));
        } catch (NoSuchFileException neverStarted) {
            return Optional.empty();
        } catch (NumberFormatException torn) {
            throw new DatabaseException(pidFile(cluster) + " is damaged; delete it if no PostgreSQL runs there", torn);
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
}
