package dev.ratiofixer.model.training;

import java.io.PrintWriter;
import java.util.Locale;

/** A bar on one line of a terminal that is redrawn as work is done. Thread-safe. */
final class ProgressBar {
    private static final int WIDTH = 30;

    /** Begins a bar once the number of steps is known. */
    @FunctionalInterface
    interface Start {
        ProgressBar of(long total);
    }

    private final PrintWriter out;
    private final long total;
    private final long start = System.nanoTime();
    private long done;
    private long drawn = -1;
    private double loss = Double.NaN;

    ProgressBar(PrintWriter out, long total) {
        this.out = out;
        this.total = total;
    }

    /** Another step is done, with this loss. */
    synchronized void step(double stepLoss) {
        done++;
        loss = Double.isNaN(loss) ? stepLoss : 0.98 * loss + 0.02 * stepLoss;
        long percent = 100 * done / total;
        if (percent > drawn) {
            drawn = percent;
            draw(percent);
        }
    }

    private void draw(long percent) {
        int full = (int) (percent * WIDTH / 100);
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "\r[%s%s] %3d %%  loss %.4f  %.0f s, %.0f s left ",
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                percent,
                loss,
                seconds,
                seconds * (total - done) / done);
        if (done == total) {
            out.println();
        }
        out.flush();
    }
}
