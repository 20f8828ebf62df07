package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.LeastSquares;
import dev.ratiofixer.model.QuantileHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** Fits {@link LeastSquares} by the normal equations, with a ridge that keeps columns that never vary harmless. */
final class LeastSquaresFit {
    private static final int WIDTH = LeastSquares.WIDTH;
    private static final double RIDGE = 1e-3;

    private final Samples samples;
    private final int target;

    private LeastSquaresFit(Samples samples, int target) {
        this.samples = samples;
        this.target = target;
    }

    /** One model of likes and one of comments. */
    static List<LeastSquares> of(Samples samples) {
        return List.of(new LeastSquaresFit(samples, 0).fit(), new LeastSquaresFit(samples, 1).fit());
    }

    private LeastSquares fit() {
        double[][] equations = new double[WIDTH][WIDTH + 1];
        eachKnown((row, inputs) ->
                accumulate(equations, columns(row, inputs), samples.targets()[row * Target.WIDTH + target]));
        for (int c = 0; c < WIDTH; c++) {
            equations[c][c] += RIDGE;
        }
        List<Double> weights = Arrays.stream(solve(equations)).boxed().toList();
        LeastSquares centre = new LeastSquares(weights, List.of(0.0, 0.0, 0.0, 0.0, 0.0));
        return new LeastSquares(weights, residuals(centre));
    }

    /** The last column is the right-hand side. */
    private static double[] solve(double[][] equations) {
        RealMatrix all = new Array2DRowRealMatrix(equations, false);
        RealMatrix left = all.getSubMatrix(0, WIDTH - 1, 0, WIDTH - 1);
        return new LUDecomposition(left)
                .getSolver()
                .solve(all.getColumnVector(WIDTH))
                .toArray();
    }

    private interface DesignRow {
        void take(int row, float[] inputs);
    }

    /** Each row that shows the count, as it was told and as if nothing were known of what its channel usually has. */
    private void eachKnown(DesignRow each) {
        for (int i = 0; i < samples.rows(); i++) {
            if (samples.targets()[i * Target.WIDTH + Target.WEIGHT + target] > 0) {
                float[] inputs =
                        Arrays.copyOfRange(samples.inputs(), i * FeatureEncoder.WIDTH, (i + 1) * FeatureEncoder.WIDTH);
                each.take(i, inputs);
                FeatureEncoder.withholdUsual(inputs, 0);
                each.take(i, inputs);
            }
        }
    }

    private double logViews(int row) {
        return samples.targets()[row * Target.WIDTH + Target.LOG_VIEWS];
    }

    private double[] columns(int row, float[] inputs) {
        double[] columns = new double[WIDTH];
        for (int c = 0; c < FeatureEncoder.WIDTH; c++) {
            columns[c] = inputs[c];
        }
        columns[WIDTH - 2] = logViews(row);
        columns[WIDTH - 1] = 1;
        return columns;
    }

    private static void accumulate(double[][] equations, double[] columns, double value) {
        for (int a = 0; a < WIDTH; a++) {
            for (int b = 0; b < WIDTH; b++) {
                equations[a][b] += columns[a] * columns[b];
            }
            equations[a][WIDTH] += columns[a] * value;
        }
    }

    private List<Double> residuals(LeastSquares centre) {
        List<Double> missed = new ArrayList<>();
        eachKnown((row, inputs) ->
                missed.add(samples.targets()[row * Target.WIDTH + target] - centre.predict(inputs, 0, logViews(row))));
        missed.sort(null);
        return QuantileHead.LEVELS.stream()
                .map(level -> missed.get((int) (level * (missed.size() - 1))))
                .toList();
    }
}
