package dev.ratiofixer.chaos;

import dev.ratiofixer.app.ChaosNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A {@link ChaosNode}: what it prints is kept in a file. */
final class NodeProcess {
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 30;

    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Path log;

    private NodeProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Thread.ofVirtual().start(this::listen);
    }

    /** Begins to start one. */
    static NodeProcess start(String node, Path configuration, Map<String, String> environment, List<String> clock)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dvertx.disableDnsResolver=true",
                "-cp",
                System.getProperty("java.class.path"),
                ChaosNode.class.getName(),
                configuration.toString(),
                node);
        builder.command().addAll(clock);
        builder.environment().keySet().removeIf(name -> name.startsWith("RATIO_FIXER"));
        builder.environment().putAll(environment);
        Path log = configuration.resolveSibling(node + ".log");
        return new NodeProcess(builder.redirectErrorStream(true).start(), log);
    }

    private void listen() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("up ")) {
                    port.complete(Integer.valueOf(line.substring(3)));
                }
                Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException | UncheckedIOException killed) {
            // It has said its last.
        }
        port.completeExceptionally(new IOException("the node ended before it was up, see " + log));
    }

    /** The port of its API, once it serves. */
    int port() throws Exception {
        return port.get(START_SECONDS, TimeUnit.SECONDS);
    }

    boolean serves() {
        return port.isDone() && !port.isCompletedExceptionally() && process.isAlive();
    }

    /** Puts its clock wrong by this much; zero puts it right. */
    void shift(Duration by) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8)
                .append("shift " + by + "\n")
                .flush();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** TERM; answers how long it took to end. */
    Duration terminate() throws Exception {
        long began = System.nanoTime();
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the node did not stop in " + STOP_SECONDS + " s");
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** SIGSTOP and SIGCONT, which Java has no way to send. */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
