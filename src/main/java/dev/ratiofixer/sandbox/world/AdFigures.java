package dev.ratiofixer.sandbox.world;

/** Sums up what a report says of a campaign for some days. */
public record AdFigures(long costMicros, long impressions, long views) {
    /** Whether nothing was served. */
    public boolean none() {
        return costMicros == 0 && impressions == 0 && views == 0;
    }

    /** What a view cost on average, 0 if there was none. */
    public double averageCpvMicros() {
        return views == 0 ? 0 : (double) costMicros / views;
    }
}
