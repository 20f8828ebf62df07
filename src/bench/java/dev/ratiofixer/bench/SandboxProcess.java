package dev.ratiofixer.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The sandbox in a process of its own, with many made-up videos and a quota that is never used up. */
public final class SandboxProcess implements AutoCloseable {
    private static final String SAYS = "# sandbox: ";
    private static final String ENDLESS = "1000000000";

    private final Process process;
    private final URI origin;

    private SandboxProcess(Process process, URI origin) {
        this.process = process;
        this.origin = origin;
    }

    public static SandboxProcess start(int videos) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                "-XX:+UseSerialGC",
                "-Dvertx.disableDnsResolver=true",
                "-classpath",
                System.getProperty("java.class.path"),
                "dev.ratiofixer.Main",
                "sandbox",
                "--port",
                "0",
                "--synthetic-videos",
                String.valueOf(videos),
                "--daily-units",
                ENDLESS,
                "--daily-stats-calls",
                ENDLESS);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(SAYS)) {
                return new SandboxProcess(
                        process, URI.create(line.substring(SAYS.length(), line.indexOf(' ', SAYS.length()))));
            }
        }
        throw new IOException("the sandbox did not start");
    }

    public URI origin() {
        return origin;
    }

    public long pid() {
        return process.pid();
    }

    /** CPU time so far, in seconds. */
    public double cpuSeconds() {
        return process.info()
                .totalCpuDuration()
                .map(used -> used.toMillis() / 1e3)
                .orElse(0.0);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
