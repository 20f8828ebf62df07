package dev.ratiofixer.model.training;

import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.NetworkModel;
import dev.ratiofixer.video.VideoForm;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * Continues a model with what was seen of one owner's channels, and measures both on the owner's latest month, which
 * the training does not see.
 */
final class OwnerTraining {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();
    private static final int FEWEST_BEFORE = 200;
    private static final int FEWEST_LATEST = 50;

    /**
     * How it went.
     *
     * @param refined the continued model
     * @param before loss of the model that it started from, on the latest month
     * @param after its own loss there
     */
    record Result(ModelFile refined, int learned, int judged, double before, double after) {
        boolean better() {
            return after < before;
        }
    }

    private final ModelFile base;
    private final TrainingPlan plan;

    OwnerTraining(ModelFile base, TrainingPlan plan) {
        this.base = base;
        this.plan = plan;
    }

    /**
     * Blocks for a minute or so.
     *
     * @throws DataException if there is too little to learn from or to judge by
     */
    Result train(List<EngagementRow> readings, ProgressBar.Start bar) {
        Map<Boolean, List<EngagementRow>> parts = parts(readings);
        List<EngagementRow> before = parts.getOrDefault(false, List.of());
        List<EngagementRow> latest = parts.getOrDefault(true, List.of());
        if (before.size() < FEWEST_BEFORE || latest.size() < FEWEST_LATEST) {
            throw new DataException("the owner has " + before.size() + " readings before the latest month and "
                    + latest.size() + " in it: wait until there are " + FEWEST_BEFORE + " and " + FEWEST_LATEST
                    + ", and keep samples for longer than a month (compliance.retention)");
        }
        ProgressBar progress = bar.of(Trainer.steps(plan, before.size()));
        float[] parameters = new Trainer(plan, Samples.of(before)).continued(base.parameters(), progress);
        ModelFile refined = ModelFile.of(base.manifest(), parameters);
        return new Result(refined, before.size(), latest.size(), loss(base, latest), loss(refined, latest));
    }

    /** Whether a reading was made in the month before the latest one. */
    private static Map<Boolean, List<EngagementRow>> parts(List<EngagementRow> readings) {
        List<EngagementRow> dated = ofTheNewestRegimes(readings.stream()
                .filter(r -> r.features().publishedAt() != null)
                .toList());
        Instant end = dated.stream()
                .map(OwnerTraining::readAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        Instant from = end.minus(MONTH);
        return dated.stream().collect(Collectors.partitioningBy(r -> readAt(r).isAfter(from)));
    }

    /** Those that were counted as the newest of their form: the ratios of two regimes tell nothing of each other. */
    private static List<EngagementRow> ofTheNewestRegimes(List<EngagementRow> dated) {
        Map<VideoForm, EngagementRow> newest = dated.stream()
                .collect(Collectors.toMap(
                        r -> r.features().form(),
                        r -> r,
                        BinaryOperator.maxBy(Comparator.comparing(OwnerTraining::readAt))));
        return dated.stream()
                .filter(r -> {
                    EngagementRow last = newest.get(r.features().form());
                    return last != null
                            && last.features().regime() == r.features().regime();
                })
                .toList();
    }

    private static Instant readAt(EngagementRow reading) {
        Instant published = reading.features().publishedAt();
        if (published == null) {
            throw new IllegalArgumentException("a reading of unknown release");
        }
        return published.plusSeconds(Math.round(reading.features().ageDays() * SECONDS_A_DAY));
    }

    /** Of likes and comments together, as far as they are known. */
    private static double loss(ModelFile file, List<EngagementRow> readings) {
        try (NetworkModel model = new NetworkModel(file)) {
            ModelPredictor yardstick = new ModelPredictor("network", model);
            double sum = 0;
            int n = 0;
            for (int target = 0; target < 2; target++) {
                Score score = Score.of(
                        readings, yardstick.logQuantiles(readings, target), target, EvaluationSlice.ALL.includes());
                sum += score.readings() == 0 ? 0 : score.pinball() * score.readings();
                n += score.readings();
            }
            return sum / n;
        }
    }
}
