package dev.ratiofixer.model.training;

import dev.ratiofixer.model.EngagementModel;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.FirstWeek;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.ModelPredictor.FileAnswers;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Prints how well yardsticks fit readings: side by side for the whole, then the first one's details. */
final class Evaluation {
    private static final String[] TARGETS = {"likes", "comments"};

    private final List<EngagementRow> readings;
    private final PrintWriter out;

    Evaluation(List<EngagementRow> readings, PrintWriter out) {
        this.readings = readings;
        this.out = out;
    }

    /** The first yardstick is the one that is judged. */
    void print(List<BaselinePredictor> yardsticks) {
        out.println(
                "Mean pinball loss of p10, p50, p90 in log10(count + 1); share of readings from p10 to p90; median of"
                        + " what is above p50.");
        BaselinePredictor first = yardsticks.getFirst();
        for (int target = 0; target < TARGETS.length; target++) {
            header(TARGETS[target]);
            for (BaselinePredictor yardstick : yardsticks) {
                lines(List.of(EvaluationSlice.ALL, EvaluationSlice.MUSIC_VIDEOS), yardstick, target);
            }
        }
        for (int target = 0; target < TARGETS.length; target++) {
            header(TARGETS[target] + " in detail");
            lines(EvaluationSlice.details(), first, target);
        }
        if (readings.stream().anyMatch(r -> r.features().ageDays() < FirstWeek.DAYS)) {
            for (int target = 0; target < TARGETS.length; target++) {
                header(TARGETS[target] + ", first week");
                lines(EvaluationSlice.firstWeek(), first, target);
                lines(EvaluationSlice.firstWeek(), new ChannelRate(first), target);
            }
        }
    }

    private void lines(List<EvaluationSlice> groups, BaselinePredictor yardstick, int target) {
        double[][] quantiles = yardstick.logQuantiles(readings, target);
        for (EvaluationSlice group : groups) {
            line(group, yardstick.name(), quantiles, target);
        }
    }

    private void header(String title) {
        out.printf(
                Locale.ROOT,
                "%n%-28s %-14s %8s %8s %9s %10s %7s%n",
                title,
                "",
                "readings",
                "pinball",
                "p10-p90",
                "below p10",
                "bias");
    }

    private void line(EvaluationSlice group, String name, double[][] quantiles, int target) {
        Score score = Score.of(readings, quantiles, target, group.includes());
        if (score.readings() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%-28s %-14s %8d %8.4f %9.3f %10.3f %7.3f%n",
                    group.name(),
                    name,
                    score.readings(),
                    score.pinball(),
                    score.coverage(),
                    score.below(),
                    score.bias());
        }
    }

    /**
     * Prints what becomes of the answers when something is taken away: of every row by itself, as a caller may not know
     * it, and whole columns of the file. Live streams are left out.
     */
    static final class MissingTable {
        private static final double NOT_NARROWER = 0.9;

        private final EngagementModel model;
        private final List<EngagementRow> readings;
        private final FileAnswers ofFile;
        private final PrintWriter out;

        MissingTable(EngagementModel model, List<EngagementRow> readings, FileAnswers ofFile, PrintWriter out) {
            this.model = model;
            this.readings = readings;
            this.ofFile = ofFile;
            this.out = out;
        }

        /** What of a row is taken away. */
        enum Taken {
            DURATION,
            CATEGORY,
            RELEASE,
            USUAL_UPLOADS,
            CHANNEL;

            Features without(Features row) {
                return switch (this) {
                    case DURATION -> row.withDurationSeconds(0);
                    case CATEGORY -> row.withCategory(Category.OTHER);
                    case RELEASE -> row.withPublishedAt(null);
                    case USUAL_UPLOADS -> row.withChannel(row.channel().withUsual(null));
                    case CHANNEL -> row.withChannel(ChannelHistory.UNKNOWN);
                };
            }

            String title() {
                return name().toLowerCase(Locale.ROOT).replace('_', ' ');
            }
        }

        void print() {
            if (readings.stream().allMatch(row -> row.features().live())) {
                return;
            }
            out.println();
            out.println("What is taken away: by how much it moves p50 + 1, of 99 in 100 readings at most and of all at most;"
                    + " width log((p90 + 1) / (p10 + 1)) by that of before: of the mean, and of the least row.");
            out.printf(
                    Locale.ROOT,
                    "%-28s %-14s %9s %8s %9s %10s %9s %7s%n",
                    "taken away",
                    "",
                    "99 in 100",
                    "all",
                    "over 1.5",
                    "width",
                    "under 0.9",
                    "least");
            List<Expectation> known = ModelPredictor.expect(model, readings);
            for (Taken taken : Taken.values()) {
                List<EngagementRow> rows = readings.stream()
                        .map(row -> row.with(taken.without(row.features())))
                        .toList();
                lines(taken.title(), known, ModelPredictor.expect(model, rows));
            }
            ofFile.without().forEach((column, without) -> {
                String title = "column " + column.name().toLowerCase(Locale.ROOT);
                lines(title, ofFile.expectations(), without);
            });
        }

        private void lines(String title, List<Expectation> known, List<Expectation> missing) {
            line(
                    title,
                    TARGETS[0],
                    Move.of(quantiles(known, Expectation::likes), quantiles(missing, Expectation::likes)));
            line(
                    title,
                    TARGETS[1],
                    Move.of(quantiles(known, Expectation::comments), quantiles(missing, Expectation::comments)));
        }

        private List<Quantiles> quantiles(List<Expectation> answers, Function<Expectation, Quantiles> of) {
            return IntStream.range(0, answers.size())
                    .filter(i -> !readings.get(i).features().live())
                    .mapToObj(i -> of.apply(answers.get(i)))
                    .toList();
        }

        private void line(String title, String target, Move move) {
            out.printf(
                    Locale.ROOT,
                    "%-28s %-14s %9.2f %8.2f %9.4f %10.3f %9.4f %7.2f%n",
                    title,
                    target,
                    move.ofMost(),
                    move.ofAll(),
                    move.over(),
                    move.width(),
                    move.narrower(),
                    move.least());
        }

        /**
         * How far answers moved.
         *
         * @param ofMost the factor that 99 % of the medians of count + 1 stay within
         * @param ofAll the factor that all stay within
         * @param over the share that moves by more than half as much again
         * @param width the mean width of the bands by that of before
         * @param narrower the share of bands that got narrower by more than a tenth
         * @param least the least width of a band by that of before
         */
        record Move(double ofMost, double ofAll, double over, double width, double narrower, double least) {
            static Move of(List<Quantiles> known, List<Quantiles> missing) {
                int rows = known.size();
                double[] moved = IntStream.range(0, rows)
                        .mapToDouble(i -> Math.abs(Math.log(
                                (missing.get(i).p50() + 1) / (known.get(i).p50() + 1))))
                        .sorted()
                        .toArray();
                double[] widths = IntStream.range(0, rows)
                        .filter(i -> width(known.get(i)) > 0)
                        .mapToDouble(i -> width(missing.get(i)) / width(known.get(i)))
                        .toArray();
                return new Move(
                        Math.exp(moved[(int) (0.99 * (rows - 1))]),
                        Math.exp(moved[rows - 1]),
                        share(moved, by -> by > Math.log(1.5)),
                        mean(missing) / mean(known),
                        share(widths, by -> by < NOT_NARROWER - 1e-9),
                        Arrays.stream(widths).min().orElse(1));
            }

            private static double share(double[] of, DoublePredicate which) {
                return of.length == 0 ? 0 : Arrays.stream(of).filter(which).count() / (double) of.length;
            }

            private static double mean(List<Quantiles> of) {
                return of.stream().mapToDouble(Move::width).average().orElse(0);
            }

            private static double width(Quantiles of) {
                return Math.log((of.p90() + 1) / (of.p10() + 1));
            }
        }
    }
}
