package dev.ratiofixer.model;

import java.util.List;

/**
 * A linear model of {@code log10(count + 1)} with fixed quantiles of what it misses by.
 *
 * @param weights of the inputs of {@link FeatureEncoder}, then of log views (not negative), then the constant
 * @param residuals what to add for each of the five quantiles
 */
public record LeastSquares(List<Double> weights, List<Double> residuals) {
    /** Inputs, log views and the constant. */
    public static final int WIDTH = FeatureEncoder.WIDTH + 2;

    public LeastSquares {
        weights = List.copyOf(weights);
        residuals = List.copyOf(residuals);
        if (weights.size() != WIDTH || residuals.size() != QuantileHead.QUANTILES) {
            throw new IllegalArgumentException("least squares is made for other features: train it again");
        }
    }

    /** {@code log10(count + 1)} without the residual, of inputs that begin at {@code at}. */
    public double predict(float[] inputs, int at, double logViews) {
        double sum = weights.get(WIDTH - 1) + weights.get(WIDTH - 2) * logViews;
        for (int i = 0; i < FeatureEncoder.WIDTH; i++) {
            sum += weights.get(i) * inputs[at + i];
        }
        return sum;
    }
}
