package dev.ratiofixer.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/** Runs {@link HttpLoad} in a process of its own. */
final class LoadProcess {
    /** What came of it. */
    record Outcome(double perSecond, double p50Millis, double p99Millis) {}

    private LoadProcess() {}

    static Outcome ask(int port, String path, String key, int connections, long warmUpMillis, long millis)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-classpath",
                System.getProperty("java.class.path"),
                HttpLoad.class.getName()));
        command.addAll(List.of(
                String.valueOf(port),
                path,
                key,
                String.valueOf(connections),
                String.valueOf(warmUpMillis),
                String.valueOf(millis)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException("the load failed");
        }
        try (Scanner numbers = new Scanner(output)) {
            numbers.useLocale(java.util.Locale.ROOT);
            return new Outcome(numbers.nextLong() * 1e3 / millis, numbers.nextDouble(), numbers.nextDouble());
        }
    }
}
