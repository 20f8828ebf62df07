package dev.ratiofixer.bench;

import dev.ratiofixer.bench.CountingWorld.Rise;
import dev.ratiofixer.bench.CountingWorld.Row;
import dev.ratiofixer.model.EngagementModel;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.model.QuantileHead;
import dev.ratiofixer.model.calibration.CalibratedModel;
import dev.ratiofixer.model.training.EngagementData;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.stats.Quantiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A simulated counting change on channels and months of the engagement data that the network has not learned from:
 * views of a channel's videos come a factor times, which the engine is not told. Three answers are compared: that of
 * the engine before ({@code today}: channel's rates read again, a band widened by judgement), that of the network as if
 * nothing had changed ({@code nothing}), and that of the engine now.
 *
 * <p>Prints a line a scenario, counter and number of uploads counted at the first frame: mean pinball loss of p10, p50,
 * p90 in log10(count + 1), its parts of the other two, and the share of readings from p10 to p90.
 *
 * <p>Arguments: seeds (3), fold of channels held out (0 of 5), a model that learned without them (trained first if left
 * out, half a minute; {@code shipped} is one that did learn from them).
 */
final class CountingFigure {
    /** What the engine widened by before, one standard deviation of log count: {@code Domain.REGIME_WIDENING}. */
    private static final double WIDENED = 0.35;

    private static final double[] NORMAL = {-1.2816, -0.6745, 0, 0.6745, 1.2816};
    private static final int FOLDS = 5;
    private static final Instant MONTHS = Instant.parse("2025-09-01T00:00:00Z");
    private static final List<Rise> RISES = List.of(new Rise(1.8, 0.35, 0.25), new Rise(1.2, 0.15, 0.1));

    /** When the counting changes, until when videos are judged, and whether known channels are, too. */
    private record Change(Instant at, Instant until, boolean known) {}

    private static final List<Change> CHANGES = List.of(
            new Change(MONTHS, Instant.parse("2026-01-01T00:00:00Z"), true),
            new Change(Instant.parse("2024-07-01T00:00:00Z"), Instant.parse("2025-01-01T00:00:00Z"), false),
            new Change(Instant.parse("2025-01-01T00:00:00Z"), MONTHS, false));

    private CountingFigure() {}

    static void run(String[] arguments) throws IOException {
        Arguments given = new Arguments(arguments);
        int seeds = given.number(3);
        int fold = given.number(0);
        String file = given.text("");
        ModelFile learned = file.equals("shipped")
                ? ModelFile.shipped()
                : ModelFile.read(file.isEmpty() ? HeldOutModel.train(FOLDS, fold, MONTHS) : Path.of(file));
        List<EngagementRow> data = EngagementData.shipped();
        try (NetworkModel network = new NetworkModel(learned);
                EngagementModel calibrated = new CalibratedModel(network)) {
            for (Rise rise : RISES) {
                Map<String, Losses> losses = new TreeMap<>();
                for (int seed = 1; seed <= seeds; seed++) {
                    for (Change change : CHANGES) {
                        LongPredicate channels = channel -> change.known() || channel % FOLDS == fold;
                        List<Row> rows =
                                CountingWorld.rows(data, channels, change.at(), change.until(), rise, seed * 31L + 7);
                        judge(rows, network, calibrated, losses);
                    }
                }
                losses.forEach((group, loss) -> loss.print(group, rise, seeds, fold));
            }
        }
    }

    private static void judge(
            List<Row> rows, EngagementModel network, EngagementModel calibrated, Map<String, Losses> losses) {
        List<Expectation> nothing =
                network.expect(rows.stream().map(Row::asCounted).toList());
        List<Expectation> now =
                calibrated.expect(rows.stream().map(Row::inOneUnit).toList());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String group = row.newUploads() <= 2 ? "0-2" : row.newUploads() <= 9 ? "3-9" : "10+";
            add(losses, "likes " + group, row.likes(), nothing.get(i), now.get(i), Expectation::likes);
            add(losses, "comments " + group, row.comments(), nothing.get(i), now.get(i), Expectation::comments);
        }
    }

    private static void add(
            Map<String, Losses> losses,
            String group,
            @Nullable Long count,
            Expectation nothing,
            Expectation now,
            Function<Expectation, Quantiles> counter) {
        if (count != null) {
            losses.computeIfAbsent(group, first -> new Losses())
                    .add(Math.log10(count + 1.0), counter.apply(nothing), counter.apply(now));
        }
    }

    /** Sums over the readings of a group. */
    private static final class Losses {
        private int readings;
        private double today;
        private double nothing;
        private double now;
        private int inside;

        void add(double actual, Quantiles asIfNothing, Quantiles answer) {
            readings++;
            today += pinball(actual, widened(asIfNothing));
            nothing += pinball(actual, asIfNothing);
            now += pinball(actual, answer);
            inside += Math.log10(answer.p10() + 1) <= actual && actual <= Math.log10(answer.p90() + 1) ? 1 : 0;
        }

        void print(String group, Rise rise, int seeds, int fold) {
            new Report("counting")
                    .setting("median", rise.median())
                    .setting("sd_channels", rise.channels())
                    .setting("sd_videos", rise.videos())
                    .setting("seeds", seeds)
                    .setting("fold", fold)
                    .value("group", group)
                    .value("readings", readings / seeds)
                    .value("loss_today", (Object) digits(today / readings))
                    .value("loss_nothing", (Object) digits(nothing / readings))
                    .value("loss", (Object) digits(now / readings))
                    .value("of_today", now / today)
                    .value("of_nothing", now / nothing)
                    .value("inside", (double) inside / readings)
                    .print();
        }

        private static double digits(double loss) {
            return Math.rint(loss * 1e4) / 1e4;
        }

        private static Quantiles widened(Quantiles of) {
            double[] logs = {log(of.p10()), log(of.p25()), log(of.p50()), log(of.p75()), log(of.p90())};
            double[] wide = new double[logs.length];
            for (int j = 0; j < logs.length; j++) {
                double half = Math.hypot(logs[j] - logs[2], NORMAL[j] * WIDENED);
                wide[j] = QuantileHead.count(logs[2] + Math.signum(NORMAL[j]) * half);
            }
            return new Quantiles(wide[0], wide[1], wide[2], wide[3], wide[4]);
        }

        private static double log(double count) {
            return QuantileHead.logCount(count);
        }

        private static double pinball(double actual, Quantiles of) {
            double[] levels = {0.1, 0.5, 0.9};
            double[] quantiles = {of.p10(), of.p50(), of.p90()};
            double sum = 0;
            for (int j = 0; j < levels.length; j++) {
                double error = actual - Math.log10(quantiles[j] + 1);
                sum += Math.max(levels[j] * error, (levels[j] - 1) * error);
            }
            return sum / levels.length;
        }
    }
}
