package dev.ratiofixer.model.training;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * A learning rate that rises for the first tenth of the steps and falls to nothing along a cosine, after Smith and
 * Topin (2018), "Super-Convergence".
 */
record OneCycle(double highest, int steps) implements ISchedule {
    private static final double RISE = 0.1;

    @Override
    public double valueAt(int iteration, int epoch) {
        double done = Math.min(1, (iteration + 1.0) / steps);
        if (done < RISE) {
            return highest * (0.04 + 0.96 * done / RISE);
        }
        return highest * 0.5 * (1 + Math.cos(Math.PI * (done - RISE) / (1 - RISE)));
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
