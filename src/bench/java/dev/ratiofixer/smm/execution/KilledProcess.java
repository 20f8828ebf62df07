package dev.ratiofixer.smm.execution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link KilledOrderNode}: started ahead, told to go, killed. */
final class KilledProcess {
    /** What all have in common. */
    record Start(String origin, String database, long began, double speed) {}

    private static final Path ARCHIVE = Path.of("target", "order-kills.jsa");

    private static final Set<String> WORDS = Set.of("ready", "up", "reached", TellingLedger.STEP);
    private static final int PATIENCE_SECONDS = 400;
    private static final int MOST_TRIES = 5;
    /** Who finds nothing to do for so long is killed all the same. */
    private static final int IDLE_SECONDS = 10;

    private final Start start;
    private final String node;
    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private KilledProcess(Start start, String node, Process process) {
        this.start = start;
        this.node = node;
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    /** Reads all that it prints: a full pipe would stop it. */
    private void listen() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().filter(WORDS::contains).forEach(said::add);
        } catch (IOException | UncheckedIOException killed) {
            // It has said its last.
        }
    }

    /** Starts a process and leaves it alone: it gets ready while another works. */
    static KilledProcess prepare(Start start, String node) throws IOException {
        return start(start, node, List.of());
    }

    /** Makes an archive of loaded classes, which a process then starts from in half the time. */
    static void archive(Start start) throws Exception {
        KilledProcess sample = start(start, "nobody", List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE));
        sample.go("drain");
        sample.process.getOutputStream().close();
        sample.process.waitFor(60, TimeUnit.SECONDS);
    }

    private static KilledProcess start(Start start, String node, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-Dlogback.configurationFile=killed-node-logback.xml",
                "-Dvertx.disableDnsResolver=true"));
        command.addAll(more.isEmpty() ? List.of("-XX:SharedArchiveFile=" + ARCHIVE) : more);
        command.addAll(List.of(
                "-cp",
                KilledClasses.path(),
                KilledOrderNode.class.getName(),
                start.origin(),
                start.database(),
                node,
                Long.toString(start.began()),
                Double.toString(start.speed())));
        return new KilledProcess(
                start,
                node,
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(
                                Path.of("target", "order-kills.log").toFile()))
                        .start());
    }

    /** Lets it work, or another if it could not even start: on a busy machine a connection may take too long. */
    KilledProcess going(String line) throws IOException, InterruptedException {
        KilledProcess one = this;
        for (int tries = 1; ; tries++) {
            try {
                one.go(line);
                return one;
            } catch (IOException notStarted) {
                one.kill();
                if (tries == MOST_TRIES) {
                    throw notStarted;
                }
                one = prepare(start, node);
            }
        }
    }

    /** Lets it work; returns when it does. */
    void go(String line) throws IOException, InterruptedException {
        await("ready");
        process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
        await("up");
    }

    /** Waits until it says this; it may have begun to write before. */
    void await(String word) throws IOException, InterruptedException {
        String heard;
        do {
            heard = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } while (TellingLedger.STEP.equals(heard));
        if (!word.equals(heard)) {
            throw new IOException("the process was to be " + word + " and said " + heard);
        }
    }

    /** Kills it so many milliseconds after it has begun so many more writes. Returns how many it had begun. */
    int killAfter(int writes, int millis) throws InterruptedException {
        int begun = 0;
        while (begun < writes && TellingLedger.STEP.equals(said.poll(IDLE_SECONDS, TimeUnit.SECONDS))) {
            begun++;
        }
        live(millis);
        kill();
        return begun;
    }

    /** Lets it work for a while. */
    void live(int millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
