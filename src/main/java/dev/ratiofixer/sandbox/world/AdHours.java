package dev.ratiofixer.sandbox.world;

import dev.ratiofixer.sandbox.audience.AudienceCounters;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Records what a campaign had done by the end of each step, so that reports can lag. Not safe for threads. */
final class AdHours {
    private static final AdFigures NOTHING = new AdFigures(0, 0, 0);

    private final NavigableMap<Long, AdFigures> ends = new TreeMap<>();

    void add(AudienceCounters before, AudienceCounters after) {
        if (after.costMicros() != before.costMicros()) {
            ends.put(
                    after.untilMillis(),
                    new AdFigures(
                            Math.round(after.costMicros()),
                            Math.round(after.impressions()),
                            Math.round(after.paidViews())));
        }
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
        Map.Entry<Long, AdFigures> last = ends.floorEntry(millis);
        return last == null ? NOTHING : last.getValue();
    }
}
