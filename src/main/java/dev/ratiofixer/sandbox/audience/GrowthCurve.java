package dev.ratiofixer.sandbox.audience;

/**
 * One counter of one video by its age, through its four real readings at 7, 28, 84 and 168 days.
 *
 * <p>Between readings it is a monotone cubic (Fritsch and Carlson, 1980) of ln(1 + count) over ln(age), so that it
 * rises where the readings rise, falls only where they fall, and never overshoots one. The first week is a power of
 * age, as is what follows the last reading, with an exponent of at most 0.3.
 */
public final class GrowthCurve {
    private static final double[] AGES = {1, 3.5, 7, 28, 84, 168};
    private static final double GENTLE = 0.3;

    private final double firstWeek;
    private final double afterwards;
    private final double[] x = new double[AGES.length];
    private final double[] y = new double[AGES.length];
    private final double[] tangent;

    /**
     * @param readings the counts at 7, 28, 84 and 168 days
     * @param firstWeek the exponent of age during the first week, above 0: the smaller, the faster the start
     */
    public GrowthCurve(long[] readings, double firstWeek) {
        this.firstWeek = firstWeek;
        for (int i = 0; i < AGES.length; i++) {
            double count = i < 2 ? readings[0] * Math.pow(AGES[i] / 7, firstWeek) : readings[i - 2];
            x[i] = Math.log(AGES[i]);
            y[i] = Math.log1p(count);
        }
        tangent = tangents(x, y);
        double last = (y[5] - y[4]) / (x[5] - x[4]);
        afterwards = Math.clamp(last, 0, GENTLE);
    }

    /** The count, not rounded, at an age in days; 0 before the release. */
    public double at(double ageDays) {
        if (ageDays <= 0) {
            return 0;
        }
        double at = Math.log(ageDays);
        if (at <= x[0]) {
            return Math.expm1(y[0]) * Math.pow(ageDays, firstWeek);
        }
        int last = x.length - 1;
        if (at >= x[last]) {
            return Math.expm1(y[last]) * Math.exp(afterwards * (at - x[last]));
        }
        return Math.expm1(cubic(at));
    }

    private double cubic(double at) {
        int i = 0;
        while (at > x[i + 1]) {
            i++;
        }
        double width = x[i + 1] - x[i];
        double t = (at - x[i]) / width;
        double s = 1 - t;
        return y[i] * s * s * (1 + 2 * t)
                + width * tangent[i] * t * s * s
                + y[i + 1] * t * t * (3 - 2 * t)
                - width * tangent[i + 1] * t * t * s;
    }

    private static double[] tangents(double[] x, double[] y) {
        int last = x.length - 1;
        double[] slope = new double[last];
        for (int i = 0; i < last; i++) {
            slope[i] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
        }
        double[] tangent = new double[x.length];
        tangent[0] = slope[0];
        tangent[last] = slope[last - 1];
        for (int i = 1; i < last; i++) {
            // The harmonic mean keeps the cubic monotone; a turn is flat.
            double product = slope[i - 1] * slope[i];
            tangent[i] = product <= 0 ? 0 : 2 * product / (slope[i - 1] + slope[i]);
        }
        return tangent;
    }
}
