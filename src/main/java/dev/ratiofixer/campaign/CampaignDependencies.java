package dev.ratiofixer.campaign;

import dev.ratiofixer.time.Timers;
import dev.ratiofixer.video.MeasuredViews;
import dev.ratiofixer.video.VideoId;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Holds what every campaign of a node shares.
 *
 * @param measured what the owners' analytics say of videos' views
 */
public record CampaignDependencies(
        CampaignStore store, InstantSource clock, Timers timers, CampaignCounters meters, ViewMeasurements measured) {
    /** What the owners' analytics say of videos' views, known on this node at once. Any thread. */
    @FunctionalInterface
    public interface ViewMeasurements {
        /** Of a video; {@code null} where its owner tells nothing. */
        @Nullable
        ViewMeasurement of(VideoId video);
    }

    /**
     * How a video's views are counted, as its owner sees it.
     *
     * @param since when views began to count at the first frame
     */
    public record ViewMeasurement(MeasuredViews views, Instant since) {}

    /** Where no owner tells anything. */
    public CampaignDependencies(CampaignStore store, InstantSource clock, Timers timers, CampaignCounters meters) {
        this(store, clock, timers, meters, video -> null);
    }

    /** Where nobody counts. */
    public CampaignDependencies(CampaignStore store, InstantSource clock, Timers timers) {
        this(store, clock, timers, CampaignCounters.NONE);
    }
}
