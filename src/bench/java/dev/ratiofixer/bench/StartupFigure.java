package dev.ratiofixer.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * CPU seconds and resident memory from the start of {@code java -jar FILE serve} until {@code /readyz} says yes, with
 * the embedded database there before, of runnable files in turn. Linux only; port 9090 must be free.
 */
final class StartupFigure {
    private static final URI READY = URI.create("http://127.0.0.1:9090/readyz");
    private static final int POLL_MILLIS = 20;
    private static final int LONGEST_SECONDS = 300;
    private static final int KB = 1024;
    private static final String OPTIONS_END = "=";

    private StartupFigure() {}

    private record Start(double cpuSeconds, double seconds, double residentMegabytes) {}

    /** Arguments: turns, then files, each perhaps with options of Java before it: {@code -Xoption=FILE}. */
    static void run(String[] given) throws IOException, InterruptedException {
        run(Integer.parseInt(given[0]), Arrays.asList(given).subList(1, given.length));
    }

    /** The first turn is not counted: it makes the databases, and caches if a file makes one. */
    static void run(int turns, List<String> files) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("startup-figure");
        List<Report> reports = new ArrayList<>();
        List<List<Start>> starts = new ArrayList<>();
        for (String file : files) {
            reports.add(new Report("startup").setting("file", file).setting("turns", turns));
            starts.add(new ArrayList<>());
        }
        for (int turn = -1; turn < turns; turn++) {
            for (int i = 0; i < files.size(); i++) {
                Start start = start(files.get(i), Files.createDirectories(directory.resolve("of-" + i)));
                if (turn >= 0) {
                    starts.get(i).add(start);
                }
            }
        }
        for (int i = 0; i < files.size(); i++) {
            reports.get(i)
                    .value("file_mb", Files.size(file(files.get(i))) / 1e6)
                    .value(
                            "file_to_first",
                            Files.size(file(files.get(i))) / (double) Files.size(file(files.getFirst())))
                    .value("cpu_s", median(starts.get(i), Start::cpuSeconds))
                    .value("cpu_to_first", ratio(starts, i, Start::cpuSeconds))
                    .value("s", median(starts.get(i), Start::seconds))
                    .value("resident_mb", median(starts.get(i), Start::residentMegabytes))
                    .value("resident_to_first", ratio(starts, i, Start::residentMegabytes))
                    .print();
        }
    }

    private static Path file(String argument) {
        return Path.of(argument.substring(argument.lastIndexOf(OPTIONS_END) + 1))
                .toAbsolutePath();
    }

    private static Start start(String argument, Path directory) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        int end = argument.lastIndexOf(OPTIONS_END);
        if (end > 0) {
            command.addAll(List.of(argument.substring(0, end).split(",")));
        }
        command.addAll(List.of("-jar", file(argument).toString(), "serve"));
        // Earlier builds do not start without a configuration. This one says nothing: all is as without options.
        Files.writeString(Files.createDirectories(directory.resolve("conf")).resolve("ratio-fixer.json"), "{}");
        Path log = directory.resolve("serve.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("RATIO_FIXER_PORT", "0");
        long began = System.nanoTime();
        Process process = builder.start();
        try {
            awaitReady(process, log, began);
            double seconds = (System.nanoTime() - began) / 1e9;
            double cpu = Cpu.withEnded(process.pid()) + Cpu.ofPostgresWithEnded(directory);
            return new Start(cpu, seconds, resident(process.pid()));
        } finally {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static void awaitReady(Process process, Path log, long began) throws IOException, InterruptedException {
        while (!ready()) {
            if (!process.isAlive() || System.nanoTime() - began > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                throw new IOException("it does not serve: " + Files.readString(log));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static boolean ready() {
        try {
            HttpURLConnection asked = (HttpURLConnection) READY.toURL().openConnection();
            asked.setConnectTimeout(1_000);
            asked.setReadTimeout(5_000);
            return asked.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static double resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / (double) KB;
    }

    private static double ratio(List<List<Start>> starts, int i, ToDoubleFunction<Start> of) {
        return median(starts.get(i), of) / median(starts.getFirst(), of);
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> of) {
        return Percentiles.median(starts.stream().mapToDouble(of).toArray());
    }
}
