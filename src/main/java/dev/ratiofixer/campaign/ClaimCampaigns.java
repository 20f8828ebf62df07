package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;

/** Notifies another node that there are campaigns for it to claim. */
public record ClaimCampaigns() implements BusMessage {}
