package dev.ratiofixer.model;

import dev.ratiofixer.model.QuantileHead.CountQuantiles;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.CountingRegime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers by the linear model of the same data, which {@code evaluate} sets beside the network: it has about a
 * twentieth more loss for likes and for comments. Thread-safe.
 */
public final class LeastSquaresModel implements EngagementModel {
    private static final double LN_10 = Math.log(10);

    private final Manifest manifest;
    private final Supplier<Instant> videosChanged;
    private final FeatureEncoder encoder = new FeatureEncoder();

    /** With the usual date of the change of counting. */
    public LeastSquaresModel(Manifest manifest) {
        this(manifest, () -> CountingRegime.VIDEOS_CHANGED);
    }

    /** @param videosChanged since when ordinary videos' views count at the first frame; may change while it serves */
    public LeastSquaresModel(Manifest manifest, Supplier<Instant> videosChanged) {
        this.manifest = manifest;
        this.videosChanged = videosChanged;
    }

    @Override
    public String version() {
        return manifest.version() + "-least-squares";
    }

    @Override
    public List<Expectation> expect(List<Features> rows) {
        return rows.stream().map(this::expect).toList();
    }

    private Expectation expect(Features row) {
        float[] inputs = new float[FeatureEncoder.WIDTH];
        encoder.encode(row, inputs, 0);
        List<String> reasons = manifest.domain().reasons(row, videosChanged.get());
        return new Expectation(
                quantiles(row, inputs, 0), quantiles(row, inputs, 1), reasons.isEmpty(), reasons, version());
    }

    private Quantiles quantiles(Features row, float[] inputs, int target) {
        LeastSquares fitted = manifest.leastSquares().get(target);
        double middle = fitted.predict(inputs, 0, manifest.domain().logViews(row));
        double[] logCounts = new double[QuantileHead.QUANTILES];
        for (int j = 0; j < logCounts.length; j++) {
            double count = Math.expm1((middle + fitted.residuals().get(j)) * LN_10);
            logCounts[j] = QuantileHead.logCount(count);
        }
        Arrays.sort(logCounts);
        manifest.domain().extend(row, logCounts, videosChanged.get());
        Arrays.sort(logCounts);
        return CountQuantiles.quantiles(CountQuantiles.counts(logCounts));
    }

    @Override
    public void close() {}
}
