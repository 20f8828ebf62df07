package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;

/** A campaign tells its supervisor that it is over and its verticle may go. */
record CampaignEnded(String campaignId) implements BusMessage {}
