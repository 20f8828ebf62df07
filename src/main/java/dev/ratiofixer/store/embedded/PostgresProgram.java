package dev.ratiofixer.store.embedded;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code initdb} and {@code pg_ctl} to their end.
 *
 * <p>Both refuse to be root; then they run in a user namespace of their own, where root is nobody and still owns its
 * files. Their output goes to a file and not to a pipe: the server inherits it, and would keep a pipe open.
 */
record PostgresProgram(PostgresBinaries binaries, Path output) {
    /** What became of a run. */
    record Ended(int code, String output) {
        boolean ok() {
            return code == 0;
        }
    }

    Ended run(Duration limit, String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.program(program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        // Settings of a libpq client must not leak into the server.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        Process process = builder.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            return new Ended(-1, program + " did not end within " + limit);
        }
        return new Ended(process.exitValue(), lastLines());
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(output);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }

    private static java.io.File nothing() {
        return new java.io.File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}
