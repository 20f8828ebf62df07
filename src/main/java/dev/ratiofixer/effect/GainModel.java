package dev.ratiofixer.effect;

import dev.ratiofixer.effect.UpliftEstimator.GainWindow;
import java.util.List;

/**
 * Forecasts the gain of a counter in a window in which nothing is ordered, with its spread. The centre is linear in
 * what {@link GainWindow#location} lists, on a logarithmic scale; so is the spread, in {@link GainWindow#scale}. What
 * the forecast misses by, in units of its own spread, is kept as quantiles of the videos that it was learned from: no
 * shape is assumed (split conformal prediction with a normalized score: Lei, G'Sell, Rinaldo, Tibshirani and Wasserman,
 * <i>Journal of the American Statistical Association</i> 113, 2018). Thread-safe.
 *
 * @param location weights of {@link GainWindow#location}
 * @param scale weights of {@link GainWindow#scale}; their sum is the logarithm of the spread
 * @param residuals {@value #RESIDUALS} quantiles of what the forecast misses by, in units of the spread, evenly spaced
 */
public record GainModel(List<Double> location, List<Double> scale, List<Double> residuals) {
    static final int RESIDUALS = 100;
    private static final double NARROWEST = -4;
    private static final double WIDEST = 2;
    private static final double SMALLEST_VARIANCE = 0.25;

    /** @throws IllegalArgumentException if it was learned for other numbers */
    public GainModel {
        location = List.copyOf(location);
        scale = List.copyOf(scale);
        residuals = List.copyOf(residuals);
        if (location.size() != GainWindow.LOCATION
                || scale.size() != GainWindow.SCALE
                || residuals.size() != RESIDUALS) {
            throw new IllegalArgumentException("the constants of the effects are of another version: learn them again");
        }
    }

    /**
     * A forecast on the transformed scale.
     *
     * @param spread in the same units; multiplied by a residual and added to the centre it gives a quantile
     */
    record GainForecast(double centre, double spread) {
        /** How far a gain lies from the centre, in spreads. */
        double residual(double gain) {
            return (GainWindow.transform(gain) - centre) / spread;
        }
    }

    GainForecast forecast(GainWindow window) {
        double centre = window.base() + dot(location, window.location());
        double spread = Math.exp(Math.clamp(dot(scale, window.scale(centre)), NARROWEST, WIDEST));
        return new GainForecast(centre, Math.max(spread, poisson(centre)));
    }

    /** The least spread that a count can have: Poisson's, on the transformed scale. */
    private static double poisson(double centre) {
        double gain = Math.max(0, GainWindow.count(centre));
        return Math.sqrt((gain + SMALLEST_VARIANCE) / (4 + gain * gain));
    }

    private static double dot(List<Double> weights, double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights.get(i) * values[i];
        }
        return sum;
    }
}
