package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;

/** Reports to the supervisor that a campaign is over and its verticle may be undeployed. */
record CampaignEnded(String campaignId) implements BusMessage {}
