package dev.ratiofixer.effect;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds the readings of one counter of one video.
 *
 * @param channel tells channels apart, so that what is learned on some can be checked on others
 * @param readings oldest first
 */
public record CountedSeries(long channel, List<CountedReading> readings) {
    private static final double NEAR_HOURS = 3;

    public CountedSeries {
        readings = List.copyOf(readings);
    }

    /** Two readings about so many hours apart, with at least one before them. */
    record Between(CountedReading start, CountedReading end) {
        double hours() {
            return end.hours() - start.hours();
        }

        double views() {
            return end.views() - start.views();
        }

        double gained() {
            return end.count() - start.count();
        }
    }

    /** All windows of at least and at most so many hours. */
    List<Between> windows(double least, double most) {
        List<Between> found = new ArrayList<>();
        for (int i = 1; i < readings.size(); i++) {
            for (int j = i + 1; j < readings.size(); j++) {
                Between window = new Between(readings.get(i), readings.get(j));
                if (window.hours() >= least && window.hours() <= most) {
                    found.add(window);
                }
            }
        }
        return found;
    }

    /** All windows of about so many hours. */
    List<Between> windows(double hours) {
        double near = Math.min(NEAR_HOURS, hours / 8);
        return windows(hours - near, hours + near);
    }
}
