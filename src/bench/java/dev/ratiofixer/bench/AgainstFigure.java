package dev.ratiofixer.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.bus.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * This build beside an earlier one, in turns: medians and new / old.
 *
 * <p>Arguments: a revision or two runnable files as {@code OLD.jar,NEW.jar}; turns (5); then the name of a figure with
 * its arguments, the start of {@code serve} if left out. Revisions are built beside each other under
 * {@code target/against}, where they stay. A figure other than the start needs a revision that has it.
 */
final class AgainstFigure {
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path BUILDS = HERE.resolve("target").resolve("against");
    private static final String RUNNABLE = "target/ratio-fixer.jar";

    private AgainstFigure() {}

    static void run(String[] given) throws IOException, InterruptedException {
        if (given.length == 0) {
            throw new IllegalArgumentException("name a revision, or two runnable files as OLD.jar,NEW.jar");
        }
        Arguments arguments = new Arguments(given);
        String what = arguments.text("");
        int turns = arguments.number(5);
        List<String> figure = Arrays.asList(given).subList(Math.min(2, given.length), given.length);
        if (what.contains(",")) {
            StartupFigure.run(turns, List.of(what.split(",")));
        } else if (figure.isEmpty()) {
            StartupFigure.run(
                    turns,
                    List.of(
                            built(what).resolve(RUNNABLE).toString(),
                            built("HEAD").resolve(RUNNABLE).toString()));
        } else if (figure.getFirst().equals("demo")) {
            DemoFigure.run(turns, List.of(what, "HEAD"));
        } else {
            compare(figure, turns, built(what), built("HEAD"));
        }
    }

    /** Clones a revision beside the others and builds it, once. */
    private static Path built(String revision) throws IOException, InterruptedException {
        Path tree = BUILDS.resolve(commit(revision));
        if (!Files.isDirectory(tree)) {
            clone(revision, tree);
        }
        if (!Files.exists(tree.resolve(RUNNABLE))) {
            output(tree, "mvn", "-q", "-Dmaven.test.skip=true", "-Dspotless.check.skip=true", "package");
        }
        return tree;
    }

    private static String commit(String revision) throws IOException, InterruptedException {
        return output(HERE, "git", "rev-parse", "--verify", revision + "^{commit}")
                .strip();
    }

    /** Makes a clone in which nothing is built. */
    static Path clone(String revision, Path into) throws IOException, InterruptedException {
        output(HERE, "git", "clone", "-q", "--shared", "--no-checkout", HERE.toString(), into.toString());
        output(into, "git", "checkout", "-q", "--detach", commit(revision));
        return into;
    }

    private static void compare(List<String> figure, int turns, Path old, Path fresh)
            throws IOException, InterruptedException {
        Report report = new Report("against")
                .setting("figure", String.join(" ", figure))
                .setting("turns", turns)
                .setting("old", String.valueOf(old.getFileName()))
                .setting("new", String.valueOf(fresh.getFileName()));
        for (Path tree : List.of(old, fresh)) {
            output(tree, "mvn", "-q", "-Pbench", "-Dspotless.check.skip=true", "test-compile");
        }
        Map<String, List<Double>> before = new LinkedHashMap<>();
        Map<String, List<Double>> after = new LinkedHashMap<>();
        for (int turn = 0; turn < turns; turn++) {
            measure(old, figure, before);
            measure(fresh, figure, after);
        }
        before.forEach((name, values) -> {
            List<Double> others = after.get(name);
            if (others != null && values.size() == turns && others.size() == turns) {
                report.value(name, medians(values, others));
            }
        });
        report.print();
    }

    private static Map<String, Double> medians(List<Double> before, List<Double> after) {
        double old = median(before);
        double fresh = median(after);
        Map<String, Double> medians = new TreeMap<>(Map.of("old", old, "new", fresh));
        if (old != 0) {
            medians.put("ratio", Math.round(fresh / old * 1e3) / 1e3);
        }
        return medians;
    }

    private static double median(List<Double> values) {
        return Percentiles.median(
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Adds every number that the figure prints, by its name. */
    private static void measure(Path tree, List<String> figure, Map<String, List<Double>> into)
            throws IOException, InterruptedException {
        String heap = "-Dfigure.heap=" + (Runtime.getRuntime().maxMemory() >> 20) + "m";
        String arguments = "-Dfigure.args=" + String.join(" ", figure.subList(1, figure.size()));
        String printed =
                output(tree, "mvn", "-q", "-Pbench", "exec:exec", "-Dfigure=" + figure.getFirst(), arguments, heap);
        int result = 0;
        for (String line : printed.lines().filter(text -> text.startsWith("{")).toList()) {
            String prefix = result++ == 0 ? "" : result + ".";
            for (Map.Entry<String, JsonNode> value :
                    Json.mapper().readTree(line).properties()) {
                if (value.getValue().isNumber()) {
                    into.computeIfAbsent(prefix + value.getKey(), name -> new ArrayList<>())
                            .add(value.getValue().doubleValue());
                }
            }
        }
    }

    private static String output(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed in " + directory + ": " + printed);
        }
        return printed;
    }
}
