package dev.ratiofixer.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo as a process of its own: it starts, tells what happens, and leaves nothing behind when it is told to stop.
 */
class DemoProcessIT {
    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void stopsOnTermAndLeavesNoProcessAndNoFile(@TempDir Path temporary) throws Exception {
        Process demo = started(demo(temporary));
        try (BufferedReader output = demo.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = readUntil(output, "expected");
            assertThat(lines).anyMatch(line -> line.startsWith("dashboard: http://127.0.0.1:"));
            List<ProcessHandle> children = demo.descendants().toList();
            demo.destroy();
            // The promise is 5 s on a machine of its own; builds share theirs.
            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(postgres(temporary)).isEmpty();
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left.filter(file -> file.getFileName().toString().startsWith("ratio-fixer-demo")))
                        .isEmpty();
            }
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void stopsWhenTheProcessThatStartedItIsKilled(@TempDir Path temporary) throws Exception {
        List<String> command = new ArrayList<>(demo(temporary).command());
        command.add(1, "-Dratiofixer.stopWithParent=true");
        // A shell that waits, as Maven does; exec would make it one process.
        List<String> parent = new ArrayList<>(List.of("sh", "-c", "\"$@\"; exit $?", "sh"));
        parent.addAll(command);
        Process shell = started(new ProcessBuilder(parent));
        try (BufferedReader output = shell.inputReader(StandardCharsets.UTF_8)) {
            readUntil(output, "expected");
            ProcessHandle demo = shell.children().findFirst().orElseThrow();
            shell.destroyForcibly();
            demo.onExit().get(60, TimeUnit.SECONDS);
            assertThat(postgres(temporary)).isEmpty();
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static Process started(ProcessBuilder builder) throws IOException {
        builder.environment().putAll(Map.of("RATIO_FIXER_PORT", "0"));
        return builder.redirectErrorStream(true).start();
    }

    private static ProcessBuilder demo(Path temporary) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.ratiofixer.Main",
                "demo",
                "--management-port",
                "0");
    }

    private static List<String> readUntil(BufferedReader output, String wanted) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.contains(" " + wanted + " ")) {
                return lines;
            }
        }
        throw new AssertionError("ended before it said " + wanted + ": " + lines);
    }

    private static List<String> postgres(Path temporary) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(temporary.toString()))
                .toList();
    }
}
