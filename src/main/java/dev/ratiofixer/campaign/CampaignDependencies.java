package dev.ratiofixer.campaign;

import dev.ratiofixer.time.Timers;
import java.time.InstantSource;

/** Holds what every campaign of a node shares. */
public record CampaignDependencies(CampaignStore store, InstantSource clock, Timers timers, CampaignCounters meters) {
    /** Where nobody counts. */
    public CampaignDependencies(CampaignStore store, InstantSource clock, Timers timers) {
        this(store, clock, timers, CampaignCounters.NONE);
    }
}
