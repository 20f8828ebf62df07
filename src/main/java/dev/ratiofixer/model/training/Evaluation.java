package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FirstWeek;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

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
}
