package dev.ratiofixer.store.embedded;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the server when the engine's process is killed: a shell that waits on a pipe from the engine, whose end breaks
 * with the engine. It ignores the signals of a terminal, as the server does. Where there is no shell there is no guard,
 * and the next engine on that directory stops the server.
 */
final class OrphanGuard implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OrphanGuard.class);
    private static final Path SHELL = Path.of("/bin/sh");
    private static final String WAIT_AND_STOP =
            "trap '' INT TERM HUP QUIT; read -r word; [ \"$word\" = done ] || kill -INT \"$1\"";

    private final Process shell;

    private OrphanGuard(Process shell) {
        this.shell = shell;
    }

    static AutoCloseable over(ProcessHandle postmaster) throws IOException {
        if (!Files.isExecutable(SHELL)) {
            return () -> {};
        }
        return new OrphanGuard(new ProcessBuilder(
                        SHELL.toString(), "-c", WAIT_AND_STOP, "postgres-guard", Long.toString(postmaster.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    @Override
    public void close() {
        try (Writer pipe = shell.outputWriter(StandardCharsets.US_ASCII)) {
            pipe.write("done\n");
        } catch (IOException alreadyGone) {
            log.debug("the guard ended before the server", alreadyGone);
        }
    }
}
