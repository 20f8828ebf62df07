package dev.ratiofixer.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command with all that it starts, told by a variable of the environment that they inherit: PostgreSQL leaves its
 * parent, and so would not be found below it. Linux only.
 */
final class MeasuredCommand implements AutoCloseable {
    private static final String MARK = "RATIO_FIXER_MEASURED";
    private static final int LONGEST_STOP_SECONDS = 60;
    private static final int LOOK_MILLIS = 200;

    private final String mark = MARK + "=" + UUID.randomUUID();
    private final long began = System.nanoTime();
    private final Process process;

    private MeasuredCommand(Path directory, List<String> command, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(log.toFile());
        builder.environment().put(MARK, mark.substring(MARK.length() + 1));
        process = builder.start();
    }

    /** @param log gets what it prints as errors */
    static MeasuredCommand start(Path directory, List<String> command, Path log) throws IOException {
        return new MeasuredCommand(directory, command, log);
    }

    BufferedReader output() {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** CPU seconds of all that still runs, with what was below it and ended. */
    double cpuSeconds() throws IOException {
        return roots().stream().mapToDouble(Cpu::withEnded).sum();
    }

    /** Those whose parent is not one of them. */
    private Set<Long> roots() throws IOException {
        Set<Long> marked = marked();
        Set<Long> roots = new HashSet<>();
        for (long pid : marked) {
            boolean below = ProcessHandle.of(pid)
                    .flatMap(ProcessHandle::parent)
                    .map(parent -> marked.contains(parent.pid()))
                    .orElse(false);
            if (!below) {
                roots.add(pid);
            }
        }
        return roots;
    }

    private Set<Long> marked() throws IOException {
        Set<Long> marked = new HashSet<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path each : processes.toList()) {
                String pid = each.getFileName().toString();
                if (pid.matches("[0-9]+") && environment(each).contains(mark)) {
                    marked.add(Long.parseLong(pid));
                }
            }
        }
        return marked;
    }

    private static String environment(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }

    /** Ends it as Ctrl-C does, all of its own processes at once, and waits for those that they stop. */
    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_STOP_SECONDS);
        Set<Long> left = marked();
        while (!left.isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                end = System.nanoTime();
            }
            left = marked();
        }
        left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
}
