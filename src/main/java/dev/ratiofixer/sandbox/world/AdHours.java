package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.audience.Tally;
import java.util.Arrays;

/** What a campaign did, step by step, so that reports can lag behind and tell days apart. Not safe for threads. */
final class AdHours {
    private long[] ends = new long[64];
    private double[] cost = new double[64];
    private double[] impressions = new double[64];
    private double[] views = new double[64];
    private int size;

    void add(Tally before, Tally after) {
        if (after.costMicros() == before.costMicros()) {
            return;
        }
        if (size == ends.length) {
            grow();
        }
        ends[size] = after.untilMillis();
        cost[size] = after.costMicros() - before.costMicros();
        impressions[size] = after.impressions() - before.impressions();
        views[size] = after.paidViews() - before.paidViews();
        size++;
    }

    /**
     * What the steps brought that began at or after one instant and ended by another. Whole numbers, as Google counts;
     * what two parts of a time tell adds up to what the whole does.
     */
    AdFigures between(long fromMillis, long toMillis) {
        AdFigures before = until(fromMillis);
        AdFigures after = until(toMillis);
        return new AdFigures(
                after.costMicros() - before.costMicros(),
                after.impressions() - before.impressions(),
                after.views() - before.views());
    }

    private AdFigures until(long millis) {
        double spent = 0;
        double shown = 0;
        double seen = 0;
        for (int i = 0; i < size && ends[i] <= millis; i++) {
            spent += cost[i];
            shown += impressions[i];
            seen += views[i];
        }
        return new AdFigures(Math.round(spent), Math.round(shown), Math.round(seen));
    }

    private void grow() {
        int wider = ends.length * 2;
        ends = Arrays.copyOf(ends, wider);
        cost = Arrays.copyOf(cost, wider);
        impressions = Arrays.copyOf(impressions, wider);
        views = Arrays.copyOf(views, wider);
    }
}
