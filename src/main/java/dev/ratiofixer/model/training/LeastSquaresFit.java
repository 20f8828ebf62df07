package dev.ratiofixer.model.training;

import dev.ratiofixer.model.FeatureEncoder;
import dev.ratiofixer.model.LeastSquares;
import dev.ratiofixer.model.QuantileHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        double[] columns = new double[WIDTH];
        for (int i = 0; i < samples.rows(); i++) {
            if (known(i)) {
                columns(i, columns);
                accumulate(equations, columns, samples.targets()[i * Target.WIDTH + target]);
            }
        }
        for (int c = 0; c < WIDTH; c++) {
            equations[c][c] += RIDGE;
        }
        List<Double> weights =
                Arrays.stream(NormalEquations.solve(equations)).boxed().toList();
        LeastSquares centre = new LeastSquares(weights, List.of(0.0, 0.0, 0.0, 0.0, 0.0));
        return new LeastSquares(weights, residuals(centre));
    }

    private boolean known(int row) {
        return samples.targets()[row * Target.WIDTH + Target.WEIGHT + target] > 0;
    }

    private double logViews(int row) {
        return samples.targets()[row * Target.WIDTH + Target.LOG_VIEWS];
    }

    private void columns(int row, double[] columns) {
        for (int c = 0; c < FeatureEncoder.WIDTH; c++) {
            columns[c] = samples.inputs()[row * FeatureEncoder.WIDTH + c];
        }
        columns[WIDTH - 2] = logViews(row);
        columns[WIDTH - 1] = 1;
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
        for (int i = 0; i < samples.rows(); i++) {
            if (known(i)) {
                double guess = centre.predict(samples.inputs(), i * FeatureEncoder.WIDTH, logViews(i));
                missed.add(samples.targets()[i * Target.WIDTH + target] - guess);
            }
        }
        missed.sort(null);
        return QuantileHead.LEVELS.stream()
                .map(level -> missed.get((int) (level * (missed.size() - 1))))
                .toList();
    }
}
