package dev.ratiofixer.campaign;

import dev.ratiofixer.time.Timers;
import java.time.InstantSource;

/** What every campaign of a node shares. */
public record CampaignServices(CampaignStore store, InstantSource clock, Timers timers) {}
