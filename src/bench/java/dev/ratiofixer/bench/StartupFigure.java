package dev.ratiofixer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * CPU seconds and resident memory from the start of {@code java -jar FILE serve} until it serves, with the embedded
 * database there before, of runnable files in turn.
 */
final class StartupFigure {
    private static final Pattern SERVES = Pattern.compile("serves port=|serves http");
    private static final int KB = 1024;
    private static final String OPTIONS_END = "=";

    private StartupFigure() {}

    private record Start(double cpuSeconds, double seconds, double residentMegabytes) {}

    /** Arguments: turns, then files, each perhaps with options of Java before it: {@code -Xoption=FILE}. */
    static void run(String[] given) throws IOException, InterruptedException {
        int turns = Integer.parseInt(given[0]);
        List<String> files = Arrays.asList(given).subList(1, given.length);
        Path directory = Files.createTempDirectory("startup-figure");
        List<List<Start>> starts = new ArrayList<>();
        files.forEach(file -> starts.add(new ArrayList<>()));
        for (int turn = -1; turn < turns; turn++) {
            for (int i = 0; i < files.size(); i++) {
                Start start = start(files.get(i), Files.createDirectories(directory.resolve("of-" + i)));
                if (turn >= 0) {
                    starts.get(i).add(start);
                }
            }
        }
        for (int i = 0; i < files.size(); i++) {
            new Report("startup")
                    .setting("file", files.get(i))
                    .setting("turns", turns)
                    .value("file_mb", Files.size(file(files.get(i))) / 1e6)
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
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("RATIO_FIXER_PORT", "0");
        long began = System.nanoTime();
        Process process = builder.start();
        try (var log = process.inputReader()) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                if (SERVES.matcher(line).find()) {
                    return new Start(cpuSeconds(process), (System.nanoTime() - began) / 1e9, resident(process.pid()));
                }
            }
            throw new IOException(argument + " ended before it served");
        } finally {
            process.destroy();
            process.waitFor(60, TimeUnit.SECONDS);
        }
    }

    private static double cpuSeconds(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .flatMap(each -> each.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1e3;
    }

    private static double resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / (double) KB;
    }

    private static double ratio(List<List<Start>> starts, int i, java.util.function.ToDoubleFunction<Start> of) {
        return median(starts.get(i), of) / median(starts.getFirst(), of);
    }

    private static double median(List<Start> starts, java.util.function.ToDoubleFunction<Start> of) {
        double[] sorted = starts.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
