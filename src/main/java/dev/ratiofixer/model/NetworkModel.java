package dev.ratiofixer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The DL4J network. Holds native memory until it is closed. One thread at a time. */
public final class NetworkModel implements EngagementModel {
    /**
     * Batches are filled up to a multiple of this many rows: a matrix product takes a lone last row another way, and
     * adds it up in another order. So the same video gets the same answer whatever it is asked with.
     */
    private static final int BLOCK = 16;
    /** Steps of log counts in a unit: less than a ten-thousandth of a count, more than what single precision blurs. */
    private static final double GRID = 1e5;

    private final Manifest manifest;
    private final double[][] calibration;
    private final MultiLayerNetwork network;
    private final FeatureEncoder encoder = new FeatureEncoder();

    /** @throws ModelException if the native libraries do not load here, or the file's parts do not fit each other */
    public NetworkModel(ModelFile file) {
        NativeBackend.load();
        this.manifest = file.manifest();
        this.calibration = manifest.calibration().stream()
                .map(of -> of.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
        this.network = Networks.serving(manifest.hidden(), file.parameters());
    }

    @Override
    public String version() {
        return manifest.version();
    }

    @Override
    public List<Expectation> expect(List<Features> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        double[] raw = forward(rows);
        List<Expectation> expectations = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            expectations.add(expectation(rows.get(i), raw, i * QuantileHead.WIDTH));
        }
        return expectations;
    }

    private double[] forward(List<Features> rows) {
        int padded = Math.ceilDiv(rows.size(), BLOCK) * BLOCK;
        float[] inputs = new float[padded * FeatureEncoder.WIDTH];
        for (int i = 0; i < rows.size(); i++) {
            encoder.encode(rows.get(i), inputs, i * FeatureEncoder.WIDTH);
        }
        try (INDArray batch = Nd4j.createFromArray(inputs)) {
            INDArray output = network.output(batch.reshape('c', padded, FeatureEncoder.WIDTH), false);
            return (output.ordering() == 'c' ? output : output.dup('c')).data().asDouble();
        }
    }

    private Expectation expectation(Features row, double[] raw, int at) {
        Domain domain = manifest.domain();
        double[] ramps = QuantileHead.ramps(domain.inside(Math.log1p((double) row.views())));
        double likes = FeatureEncoder.logLikeRate(row);
        double comments = FeatureEncoder.logCommentRate(row);
        List<String> reasons = domain.reasons(row);
        return new Expectation(
                quantiles(row, raw, at, 0, likes, ramps),
                quantiles(row, raw, at, 1, comments, ramps),
                reasons.isEmpty(),
                reasons,
                manifest.version());
    }

    private Quantiles quantiles(Features row, double[] raw, int at, int target, double offset, double[] ramps) {
        double[] logCounts = new double[QuantileHead.QUANTILES];
        for (int j = 0; j < logCounts.length; j++) {
            double g = QuantileHead.logCount(raw, at, target, j, offset, ramps) + calibration[target][j];
            logCounts[j] = Math.rint(g * GRID) / GRID;
        }
        Arrays.sort(logCounts);
        manifest.domain().extend(row, logCounts);
        Arrays.sort(logCounts);
        return Counts.quantiles(logCounts);
    }

    @Override
    public void close() {
        network.close();
    }
}
