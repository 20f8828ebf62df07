package dev.ratiofixer.model;

import dev.ratiofixer.stats.Quantiles;

/** From what the heads speak of to counts. */
final class CountScale {
    private CountScale() {}

    /** Quantiles of five {@code g} of {@link QuantileHead} that are in order. */
    static Quantiles quantiles(double[] g) {
        return new Quantiles(
                QuantileHead.count(g[0]),
                QuantileHead.count(g[1]),
                QuantileHead.count(g[2]),
                QuantileHead.count(g[3]),
                QuantileHead.count(g[4]));
    }
}
