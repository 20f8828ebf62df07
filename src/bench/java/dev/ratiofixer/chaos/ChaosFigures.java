package dev.ratiofixer.chaos;

import dev.ratiofixer.bench.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A simulated day of faults as one JSON line; what was wrong comes on standard error.
 *
 * <p>Arguments: campaigns (300), hours (24), speed (60), kills (20), seed (1).
 */
public final class ChaosFigures {
    private static final int MOST_SHOWN = 40;

    private ChaosFigures() {}

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        ChaosSettings settings = new ChaosSettings(
                (int) number(args, 0, 300),
                Duration.ofSeconds((long) (number(args, 1, 24) * 3600)),
                number(args, 2, 60),
                (int) number(args, 3, 20),
                ChaosSettings.Program.DAY,
                (long) number(args, 4, 1));
        print("chaos", settings);
    }

    /**
     * A rolling restart in real time, which everybody can see who watches the samples.
     *
     * <p>Arguments: campaigns (300), minutes (5), seed (1).
     */
    public static void restart(String[] args) throws Exception {
        print(
                "rolling-restart",
                new ChaosSettings(
                        (int) number(args, 0, 300),
                        Duration.ofSeconds((long) (number(args, 1, 5) * 60)),
                        1,
                        0,
                        ChaosSettings.Program.RESTART,
                        (long) number(args, 2, 1)));
    }

    private static void print(String figure, ChaosSettings settings) throws Exception {
        Path directory = Files.createTempDirectory("ratio-fixer-chaos");
        System.err.println("logs and data: " + directory);
        Report report = new Report(figure)
                .setting("campaigns", settings.campaigns())
                .setting("nodes", ChaosSettings.NODES)
                .setting("simulated_hours", settings.simulated().toSeconds() / 3600.0)
                .setting("speed", settings.speed())
                .setting("seed", settings.seed());
        ChaosOutcome outcome = ChaosDay.run(settings, directory);
        show("ledgers", outcome.wrong());
        show("samples", outcome.samples().unexplained());
        show("log", outcome.log().unexplained());
        outcome.log().shapes().forEach((shape, times) -> System.err.println(times + " x " + shape));
        fill(report, outcome).print();
    }

    private static Report fill(Report report, ChaosOutcome outcome) {
        return report.value("done", outcome.done())
                .value("reloads", outcome.reloads())
                .value("answers", outcome.answers())
                .value("orders", outcome.orders())
                .value("placed", outcome.placed())
                .value("failed", outcome.failed())
                .value("undecided", outcome.undecided())
                .value("budget_changes", outcome.atProviders().budgets())
                .value("comments", outcome.atProviders().comments())
                .value("tasks", outcome.atProviders().tasks())
                .value("repeated_tasks", outcome.atProviders().repeatedTasks())
                .value("disagreements", outcome.wrong().size())
                .value("times_without_owner", outcome.alone().size())
                .value("without_owner_median_s", seconds(outcome.medianAlone()))
                .value("without_owner_longest_s", seconds(outcome.longestAlone()))
                .value("without_owner_at_end", outcome.aloneAtEnd())
                .value("graceful_stops", outcome.stops().size())
                .value("graceful_stop_longest_s", seconds(outcome.longestStop()))
                .value("samples", outcome.samples().samples())
                .value("sample_gaps", outcome.samples().gaps())
                .value("longest_gap_simulated_s", seconds(outcome.samples().longest()))
                .value("usual_interval_simulated_s", seconds(outcome.samples().usual()))
                .value("unexplained_gaps", outcome.samples().unexplained().size())
                .value("error_lines", outcome.log().errors())
                .value("unexplained_error_lines", outcome.log().unexplained().size());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    private static void show(String what, List<String> lines) {
        lines.stream().limit(MOST_SHOWN).forEach(line -> System.err.println(what + ": " + line));
    }

    private static double number(String[] args, int at, double otherwise) {
        return args.length > at ? Double.parseDouble(args[at]) : otherwise;
    }
}
