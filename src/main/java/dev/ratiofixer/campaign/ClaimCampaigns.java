package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;

/** A node tells another that there are campaigns for it to claim. */
public record ClaimCampaigns() implements BusMessage {}
