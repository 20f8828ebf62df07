package dev.ratiofixer.smm.simulation;

import dev.ratiofixer.bench.Report;
import dev.ratiofixer.sandbox.audience.AudienceKind;
import dev.ratiofixer.smm.simulation.Scenario.Counting;
import dev.ratiofixer.smm.simulation.Scenario.PaidReport;
import dev.ratiofixer.smm.simulation.Scenario.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How well the promotion policy does on simulated campaigns of eight weeks, against nobody acting and against somebody
 * who knows the truth: prints a JSON line for all and one for each band of {@link Scenario#multiple}.
 *
 * <p>Arguments: campaigns (200), seed (1) or the first and last of several (31-35, pooled), audience (even, rhythm,
 * hostile; may be left out; with {@code +analytics} the policy is told what the owner's analytics tell, with
 * {@code +exact} Google Ads counts just the paid views that are public; {@code +honest} and {@code +first_frame} count
 * views otherwise, see {@link Counting}), a PNG file to draw into (none). {@code mended_told} is what the same policy
 * mends when it is told on the first day how often paid viewers like.
 */
public final class ControlFigures {
    private static final int CAMPAIGNS = 200;
    private static final double HALF = 0.5;
    /** Paid viewers of this multiple differ from good ones by less than a campaign tells in weeks. */
    private static final double NEARLY = 0.85;

    private static final double FRESH_DAYS = 5;
    private static final int FIRST_RAISES = 3;

    /** A range of how often paid viewers like, over what the target asks. */
    record Band(String name, double from, double to) {
        boolean holds(Run run) {
            return run.scenario().multiple() >= from && run.scenario().multiple() < to;
        }
    }

    static final List<Band> BANDS = List.of(
            new Band("0.2 to 0.5", 0, 0.5),
            new Band("0.5 to 1", 0.5, 1),
            new Band("1 to 1.3", 1, 1.3),
            new Band("1.3 to 2", 1.3, 2),
            new Band("2 to 3", 2, 10));

    private ControlFigures() {}

    public static void main(String[] arguments) throws InterruptedException, ExecutionException, IOException {
        int campaigns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : CAMPAIGNS;
        String seeds = arguments.length > 1 ? arguments[1] : "1";
        Setting setting = setting(arguments.length > 2 ? arguments[2] : "");
        Report report = new Report("control")
                .setting("campaigns", campaigns)
                .setting("seed", seeds)
                .setting("audience", setting.audience().word())
                .setting("paid_report", setting.report().name().toLowerCase(Locale.ROOT));
        List<Run> runs = new ArrayList<>();
        for (long seed : seeds(seeds)) {
            runs.addAll(Run.all(campaigns, setting.with(seed)));
        }
        moves(report, runs);
        List<Run> helped =
                runs.stream().filter(run -> run.scenario().leverHelps()).toList();
        mended(report, "", helped);
        mended(
                report,
                "mendable_",
                helped.stream()
                        .filter(run -> Run.mended(List.of(run), Run::knowing) >= HALF)
                        .toList());
        spent(report, runs.stream().filter(run -> !run.scenario().leverHelps()).toList());
        report.value(
                "campaigns_flagged",
                runs.stream().filter(run -> run.policy().flags() > 0).count());
        report.value(
                "flags", runs.stream().mapToInt(run -> run.policy().flags()).sum());
        report.value("wrong_by_video", wrongByVideo(runs));
        report.value("wrong_by_cause", wrongByCause(runs));
        report.value(
                "over_limit",
                runs.stream().filter(run -> run.policy().spentShare() > 1).count());
        report.print();
        for (Band band : BANDS) {
            List<Run> inside = runs.stream().filter(band::holds).toList();
            Report line = new Report("control_band").setting("multiple", band.name());
            moves(line, inside);
            mended(line, "", inside);
            spent(line, inside);
            line.print();
        }
        String picture = arguments[arguments.length - 1];
        if (picture.endsWith(".png")) {
            ControlChart.draw(runs, Path.of(picture));
        }
    }

    /**
     * {@code even}, {@code rhythm} or {@code hostile}, then any of {@code +analytics}, {@code +exact}, {@code +honest},
     * {@code +first_frame}; another first word is even.
     */
    private static Setting setting(String word) {
        String[] parts = word.split("\\+", 2);
        AudienceKind kind = AudienceKind.of(parts[0]);
        PaidReport report = PaidReport.ADS;
        Counting counting = Counting.OF_KIND;
        for (String part : parts.length < 2 ? new String[0] : parts[1].split("\\+")) {
            switch (part) {
                case "honest" -> counting = Counting.HONEST;
                case "first_frame" -> counting = Counting.FIRST_FRAME;
                case "analytics", "exact" -> report = PaidReport.valueOf(part.toUpperCase(Locale.ROOT));
                default -> throw new IllegalArgumentException("not known: +" + part);
            }
        }
        return new Setting(1, kind == null ? AudienceKind.EVEN : kind, report, counting);
    }

    /** One seed, or the first and the last of several: {@code 31-35}. */
    static long[] seeds(String text) {
        int dash = text.indexOf('-');
        return dash < 0
                ? new long[] {Long.parseLong(text)}
                : LongStream.rangeClosed(
                                Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)))
                        .toArray();
    }

    private static void moves(Report report, List<Run> runs) {
        List<SimulationOutcome.Move> moves =
                runs.stream().flatMap(run -> run.policy().moves().stream()).toList();
        long wrong = moves.stream().filter(move -> !move.right()).count();
        report.value("campaigns", runs.size());
        report.value(
                "raises", moves.stream().filter(SimulationOutcome.Move::raise).count());
        report.value("lowerings", moves.stream().filter(move -> !move.raise()).count());
        report.value("wrong", wrong);
        report.value(
                "wrong_raises",
                moves.stream().filter(move -> move.raise() && !move.right()).count());
        report.value("right_share", moves.isEmpty() ? 1 : 1 - wrong / (double) moves.size());
    }

    private static Map<Integer, Long> wrongByVideo(List<Run> runs) {
        return runs.stream()
                .flatMap(run -> run.policy().moves().stream()
                        .filter(move -> !move.right())
                        .map(move -> run.scenario().video().number()))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /** The first of these that holds of a wrong move. */
    private static Map<String, Long> wrongByCause(List<Run> runs) {
        return runs.stream()
                .flatMap(run -> run.policy().moves().stream()
                        .filter(move -> !move.right())
                        .map(move -> cause(run, move)))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private static String cause(Run run, SimulationOutcome.Move move) {
        double age = run.scenario().temper().ageDays()
                + Duration.between(Expecting.START, move.at()).toHours() / 24.0;
        long raises = run.policy().moves().stream()
                .filter(other -> other.raise() && other.at().isBefore(move.at()))
                .count();
        return !move.raise()
                ? "lowering of good ones"
                : run.scenario().multiple() > NEARLY
                        ? "raise of nearly good ones"
                        : age < FRESH_DAYS
                                ? "raise of a fresh video"
                                : raises < FIRST_RAISES ? "one of the first raises" : "a later raise";
    }

    private static void mended(Report report, String prefix, List<Run> runs) {
        List<Run> fallShort =
                runs.stream().filter(run -> run.scenario().fallsShort()).toList();
        report.value(prefix + "short", fallShort.size());
        report.value(prefix + "shortfall_nobody", Run.shortfall(fallShort, Run::nobody));
        report.value(prefix + "shortfall_policy", Run.shortfall(fallShort, Run::policy));
        report.value(prefix + "mended", Run.mended(fallShort, Run::policy));
        report.value(prefix + "mended_told", Run.mended(fallShort, Run::told));
        report.value(prefix + "of_told", Run.mended(fallShort, Run::policy) / Run.mended(fallShort, Run::told));
        report.value(prefix + "mended_knowing", Run.mended(fallShort, Run::knowing));
    }

    private static void spent(Report report, List<Run> runs) {
        report.value(
                "spent_share_mean",
                runs.stream()
                        .mapToDouble(run -> run.policy().spentShare())
                        .average()
                        .orElse(0));
        report.value(
                "spent_over_a_tenth",
                runs.stream().filter(run -> run.policy().spentShare() > 0.1).count());
        report.value(
                "spent_share_most",
                runs.stream()
                        .mapToDouble(run -> run.policy().spentShare())
                        .max()
                        .orElse(0));
    }
}
