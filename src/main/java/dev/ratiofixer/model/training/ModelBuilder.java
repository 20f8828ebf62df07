package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FeatureEncoder;
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
     * months; docs/model-card.md has the figures.
     */
    private static final List<List<Double>> CALIBRATION =
            List.of(List.of(-0.03, -0.01, 0.0, 0.02, 0.02), List.of(-0.04, -0.01, 0.0, 0.02, 0.03));
    /** How many readings may have more views than the domain's most. */
    private static final int BEYOND = 10;

    /** Ways to know less of the channels, from which each row's is drawn. */
    private static final int THINNINGS = 3;

    private ModelBuilder() {}

    /** Trains by {@code plan}. Blocks for minutes. */
    static ModelFile build(List<EngagementRow> readings, TrainingPlan plan, ProgressBar progress) {
        Samples samples = Samples.of(readings, thinned(readings, plan));
        float[] parameters = new Trainer(plan, samples).train(progress);
        return file(plan.hidden(), parameters, domain(readings), LeastSquaresFit.of(samples));
    }

    private static List<List<EngagementRow>> thinned(List<EngagementRow> readings, TrainingPlan plan) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        EarlierUploads uploads = EarlierUploads.of(readings);
        return Stream.generate(() -> uploads.thinned(random).complete(readings))
                .limit(THINNINGS)
                .toList();
    }

    private static ModelFile file(
            List<Integer> hidden, float[] parameters, TrainingDomain domain, List<LeastSquares> leastSquares) {
        Manifest manifest = new Manifest(
                Manifest.FORMAT, RELEASE, "", FeatureEncoder.NAMES, hidden, domain, CALIBRATION, leastSquares);
        return ModelFile.of(manifest, parameters);
    }

    private static TrainingDomain domain(List<EngagementRow> readings) {
        List<Long> views = readings.stream()
                .map(reading -> reading.features().views())
                .sorted(Comparator.naturalOrder())
                .toList();
        double[] ages = readings.stream()
                .mapToDouble(r -> r.features().ageDays())
                .sorted()
                .toArray();
        return new TrainingDomain(
                ages[0], ages[ages.length - 1], views.getFirst(), views.get(Math.max(0, views.size() - 1 - BEYOND)));
    }
}
