package dev.ratiofixer.bench;

import dev.ratiofixer.store.embedded.Directories;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CPU seconds and time from the README's demo command, in a fresh clone each time, to the first line of an event, of
 * revisions in turn. Counted are Maven, the compiler, the demo and its PostgreSQL. Linux only; ports 8080 and 9090 must
 * be free.
 */
final class DemoFigure {
    private static final Pattern COMMAND = Pattern.compile("(?m)^(mvn .*exec:exec)\\s+# the demo");
    private static final String EVENTS_FOLLOW = "one line per event follows";

    private DemoFigure() {}

    private record Demo(double cpuSeconds, double seconds) {}

    /** Arguments: turns (1), then revisions (HEAD). */
    static void run(String[] given) throws IOException, InterruptedException {
        List<String> revisions =
                given.length < 2 ? List.of("HEAD") : Arrays.asList(given).subList(1, given.length);
        run(new Arguments(given).number(1), revisions);
    }

    /** The first turn is not counted: it fills Maven's cache. */
    static void run(int turns, List<String> revisions) throws IOException, InterruptedException {
        List<Report> reports = new ArrayList<>();
        List<List<Demo>> demos = new ArrayList<>();
        for (String revision : revisions) {
            reports.add(new Report("demo").setting("revision", revision).setting("turns", turns));
            demos.add(new ArrayList<>());
        }
        for (int turn = -1; turn < turns; turn++) {
            for (int i = 0; i < revisions.size(); i++) {
                Demo demo = demo(revisions.get(i));
                System.err.println("demo: " + revisions.get(i) + " " + demo);
                if (turn >= 0) {
                    demos.get(i).add(demo);
                }
            }
        }
        for (int i = 0; i < revisions.size(); i++) {
            reports.get(i)
                    .value("cpu_s", median(demos.get(i), Demo::cpuSeconds))
                    .value("cpu_to_first", ratio(demos, i, Demo::cpuSeconds))
                    .value("s", median(demos.get(i), Demo::seconds))
                    .value("s_to_first", ratio(demos, i, Demo::seconds))
                    .print();
        }
    }

    private static Demo demo(String revision) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("demo-figure");
        try {
            return demo(AgainstFigure.clone(revision, directory.resolve("tree")), directory.resolve("log"));
        } finally {
            Directories.delete(directory);
        }
    }

    private static List<String> command(Path tree) throws IOException {
        Matcher matcher = COMMAND.matcher(Files.readString(tree.resolve("README.md")));
        if (!matcher.find()) {
            throw new IOException("the README of " + tree + " has no line of a command, then # the demo");
        }
        return List.of(matcher.group(1).split(" "));
    }

    private static Demo demo(Path tree, Path log) throws IOException {
        try (MeasuredCommand command = MeasuredCommand.start(tree, command(tree), log);
                BufferedReader output = command.output()) {
            boolean started = false;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (started) {
                    double seconds = command.seconds();
                    return new Demo(command.cpuSeconds(), seconds);
                }
                started = line.contains(EVENTS_FOLLOW);
            }
        }
        throw new IOException("no line of an event in " + tree + ": " + Files.readString(log));
    }

    private static double ratio(List<List<Demo>> demos, int i, ToDoubleFunction<Demo> of) {
        return median(demos.get(i), of) / median(demos.getFirst(), of);
    }

    private static double median(List<Demo> demos, ToDoubleFunction<Demo> of) {
        return Percentiles.median(demos.stream().mapToDouble(of).toArray());
    }
}
