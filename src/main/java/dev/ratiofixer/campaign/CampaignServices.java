package dev.ratiofixer.campaign;

import dev.ratiofixer.time.Timers;
import java.time.InstantSource;

/** What every campaign of a node shares. */
public record CampaignServices(CampaignStore store, InstantSource clock, Timers timers, CampaignMeters meters) {
    /** Where nobody counts. */
    public CampaignServices(CampaignStore store, InstantSource clock, Timers timers) {
        this(store, clock, timers, CampaignMeters.NONE);
    }
}
