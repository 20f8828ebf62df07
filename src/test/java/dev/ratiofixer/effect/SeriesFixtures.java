package dev.ratiofixer.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up series in which nothing is ordered: views that slow down, likes by a rate that wanders from day to day. */
final class SeriesFixtures {
    private SeriesFixtures() {}

    /** Daily readings of so many videos, each of a channel of its own. */
    static List<CountedSeries> daily(int videos, int readings, long seed) {
        Random random = new Random(seed);
        List<CountedSeries> all = new ArrayList<>();
        for (int video = 0; video < videos; video++) {
            all.add(new CountedSeries(video, readings(random, readings, 24)));
        }
        return all;
    }

    /** The readings of one video, so many hours apart. */
    static List<CountedReading> readings(Random random, int count, double apart) {
        List<CountedReading> readings = new ArrayList<>();
        double views = 5_000 * Math.exp(random.nextGaussian());
        double rate = 0.04 * Math.exp(0.5 * random.nextGaussian());
        double likes = views * rate * 1.3;
        double slowing = 0.7 + 0.2 * random.nextDouble();
        double pace = views * 0.6;
        double hours = 12;
        for (int i = 0; i < count; i++) {
            readings.add(new CountedReading(hours, Math.round(views), Math.round(likes)));
            double gained = pace * apart / 24;
            views += gained;
            likes += gained * rate * Math.exp(0.15 * random.nextGaussian());
            pace *= Math.pow(slowing, apart / 24);
            hours += apart;
        }
        return readings;
    }

    /** The readings of one video whose views come evenly, from a few to a few hundred likes a day. */
    static List<CountedReading> steady(Random random, int count, double apart) {
        List<CountedReading> readings = new ArrayList<>();
        double pace = 2_000 * Math.exp(random.nextGaussian());
        double rate = 0.02 * Math.exp(random.nextGaussian());
        double views = 100 * pace;
        double likes = views * rate;
        for (int i = 0; i < count; i++) {
            readings.add(new CountedReading(400 + i * apart, Math.round(views), Math.round(likes)));
            double gained = pace * apart / 24 * (0.7 + 0.6 * random.nextDouble());
            views += gained;
            likes += gained * rate * Math.exp(0.05 * random.nextGaussian());
        }
        return readings;
    }
}
