package dev.ratiofixer.effect;

/**
 * Describes a window whose gain is forecast, by what is known without the gain itself: the video up to the window's
 * start, how long the window lasts and how many views come in it. Views are given, since no comment and no like brings
 * any; those that an order paid for are left out.
 *
 * @param before a reading about as long before the start as the window lasts
 * @param recent a reading about a day before the start, or as long as the window lasts if that is shorter
 * @param start the reading at the window's start
 * @param hours how long the window lasts
 * @param views how many views come in it
 */
record GainWindow(CountedReading before, CountedReading recent, CountedReading start, double hours, double views) {
    /** How many numbers {@link #location} has. */
    static final int LOCATION = 12;

    /** How many numbers {@link #scale} has. */
    static final int SCALE = 8;

    private static final double DAY = 24;
    /** A rate of few views is pulled to the video's own, as by so many counts. */
    private static final double PRIOR_COUNTS = 3;

    private static final double YOUNGEST_DAYS = 0.25;
    /** What was learned from is not older: beyond, a video is taken to age no further. */
    private static final double OLDEST_DAYS = 8;

    private static final double LARGEST_GROWTH = 3;
    private static final double SMALL_GAIN = 4;

    /** About log(count) where counts are large, straight through zero where they are small; counters fall at times. */
    static double transform(double count) {
        return asinh(count / 2);
    }

    /** The count of a {@link #transform}. */
    static double count(double transformed) {
        return 2 * Math.sinh(transformed);
    }

    private static double asinh(double x) {
        double size = Math.log(Math.abs(x) + Math.sqrt(x * x + 1));
        return Math.copySign(size, x);
    }

    /** The transformed gain if the video's likes per view stayed what they have been since it was published. */
    double base() {
        return transform(views() * lifetimeRate());
    }

    /** What the forecast's centre depends on beside {@link #base}. */
    double[] location() {
        double base = base();
        double paceBefore = pace(before);
        double viewsBefore = Math.max(0, start.views() - before.views());
        double growth = growth();
        return new double[] {
            1,
            transform(views() * rate(before)) - base,
            transform(views() * rate(recent)) - base,
            growth,
            age(),
            share(views()),
            Math.min(0, Math.log(views() * lifetimeRate() + 1) - SMALL_GAIN) / SMALL_GAIN,
            share(viewsBefore),
            start.count() < before.count() ? 1 : 0,
            Math.log((start.hours() - before.hours()) / hours),
            relativeLength(),
            transform(paceBefore * hours) - base
        };
    }

    /**
     * What the forecast's spread depends on.
     *
     * @param centre the transformed forecast
     */
    double[] scale(double centre) {
        double gain = Math.max(0, count(centre));
        double base = base();
        return new double[] {
            1,
            Math.log1p(gain),
            1 / (1 + gain),
            Math.abs(transform(views() * rate(before)) - base),
            Math.abs(growth()),
            age(),
            share(views()),
            relativeLength()
        };
    }

    @Override
    public double views() {
        return Math.max(0, views);
    }

    private double lifetimeRate() {
        return (start.count() + 0.5) / (start.views() + 1);
    }

    private double rate(CountedReading from) {
        double counts = Math.max(0, start.count() - from.count());
        double seen = Math.max(0, start.views() - from.views());
        return (counts + PRIOR_COUNTS) / (seen + PRIOR_COUNTS / lifetimeRate());
    }

    /** Counts an hour. */
    private double pace(CountedReading from) {
        return Math.max(0, start.count() - from.count()) / (start.hours() - from.hours());
    }

    /** How the pace of views changes into the window, in natural logarithms. */
    private double growth() {
        double viewsBefore = Math.max(0, start.views() - before.views());
        double change =
                Math.log((views() + 1) / hours) - Math.log((viewsBefore + 1) / (start.hours() - before.hours()));
        return Math.clamp(change, -LARGEST_GROWTH, LARGEST_GROWTH);
    }

    private double relativeLength() {
        return Math.clamp(Math.log(hours / start.hours()), -4, 1.5);
    }

    private double age() {
        return Math.log(Math.clamp(start.hours() / DAY, YOUNGEST_DAYS, OLDEST_DAYS));
    }

    private double share(double part) {
        return Math.log((part + 1) / (start.views() + 1));
    }
}
