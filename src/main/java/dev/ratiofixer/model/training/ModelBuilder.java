package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.FirstWeek;
import dev.ratiofixer.model.LeastSquares;
import dev.ratiofixer.model.Manifest;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.TrainingDomain;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Makes a model file of readings. */
final class ModelBuilder {
    /** The release of the data and of the recipe. */
    private static final String RELEASE = "2026.11";
    /**
     * What is added to the quantiles of log count, of likes and of comments: channels that the network never saw fall
     * outside its band a little too often. Found by the loss and coverage over five folds of held-out channels and
     * months. Then what is added to that in the first week, found on held-out channels of trending lists.
     * docs/model-card.md has the figures.
     */
    private static final List<List<Double>> CALIBRATION = List.of(
            List.of(-0.03, -0.01, 0.0, 0.02, 0.02),
            List.of(-0.04, -0.01, 0.0, 0.02, 0.03),
            List.of(-0.06, -0.04, -0.02, 0.0, 0.0),
            List.of(-0.01, 0.0, 0.0, 0.0, 0.0));
    /** How many readings may have more views than the domain's most. */
    private static final int BEYOND = 10;

    /** Videos of this age are no news any more, and in no trending list. */
    private static final double SETTLED_DAYS = 28;
    /** The age that the network's inputs reach to; a trending list has single videos that are older. */
    private static final double OLDEST_DAYS = 168;

    /** Ways to know less of the channels, from which each row's is drawn. */
    private static final int THINNINGS = 3;
    /** How much a reading of the first week counts: trending lists are not what most videos are. */
    private static final double FIRST_WEEK = 0.6;
    /** And one that was made of a later one. */
    private static final double YOUNGER = 0.3;

    private final List<EngagementRow> readings;
    private final List<EngagementRow> younger;
    private final List<List<EngagementRow>> thinned;
    private final TrainingPlan plan;

    /** @param files the readings of each file: what a channel's uploads usually are is not known across files */
    ModelBuilder(List<List<EngagementRow>> files, TrainingPlan plan) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        this.readings = files.stream()
                .flatMap(file -> YoungerReadings.withoutClosedComments(file).stream())
                .filter(reading -> reading.features().ageDays() >= FirstWeek.YOUNGEST_DAYS)
                .toList();
        this.younger = new YoungerReadings(random.split()).of(readings);
        this.plan = plan;
        this.thinned = Stream.generate(() -> thinned(files, random.split()))
                .limit(THINNINGS)
                .toList();
    }

    /** How many steps the training will report. */
    int steps() {
        return Trainer.steps(plan, readings.size() + younger.size());
    }

    /** Trains. Blocks for minutes. */
    ModelFile build(ProgressBar progress) {
        Samples samples = Samples.of(with(readings), thinned).weighted(this::weight);
        float[] parameters = new Trainer(plan, samples).train(progress);
        return file(plan.hidden(), parameters, domain(readings), LeastSquaresFit.of(Samples.of(readings)));
    }

    private double weight(int row) {
        if (row >= readings.size()) {
            return YOUNGER;
        }
        return readings.get(row).features().ageDays() < FirstWeek.DAYS ? FIRST_WEEK : 1;
    }

    private List<EngagementRow> with(List<EngagementRow> some) {
        return Stream.concat(some.stream(), younger.stream()).toList();
    }

    private List<EngagementRow> thinned(List<List<EngagementRow>> files, SplittableRandom random) {
        return with(files.stream()
                .flatMap(file -> EarlierUploads.of(file).thinned(random).complete(file).stream())
                .filter(reading -> reading.features().ageDays() >= FirstWeek.YOUNGEST_DAYS)
                .toList());
    }

    private static ModelFile file(
            List<Integer> hidden, float[] parameters, TrainingDomain domain, List<LeastSquares> leastSquares) {
        Manifest manifest = new Manifest(
                Manifest.FORMAT, RELEASE, "", FeatureEncoder.NAMES, hidden, domain, CALIBRATION, leastSquares);
        return ModelFile.of(manifest, parameters);
    }

    /** The ages of all readings; the views of those from day 28 on, where there are any: trending lists reach far. */
    private static TrainingDomain domain(List<EngagementRow> readings) {
        boolean anyOlder = readings.stream().anyMatch(ModelBuilder::isOlder);
        List<Long> views = readings.stream()
                .filter(reading -> !anyOlder || isOlder(reading))
                .map(reading -> reading.features().views())
                .sorted(Comparator.naturalOrder())
                .toList();
        double[] ages = readings.stream()
                .mapToDouble(r -> r.features().ageDays())
                .sorted()
                .toArray();
        return new TrainingDomain(
                Math.max(FirstWeek.YOUNGEST_DAYS, ages[0]),
                Math.min(OLDEST_DAYS, ages[ages.length - 1]),
                views.getFirst(),
                views.get(Math.max(0, views.size() - 1 - BEYOND)));
    }

    private static boolean isOlder(EngagementRow reading) {
        return reading.features().ageDays() >= SETTLED_DAYS;
    }
}
