package dev.ratiofixer.smm;

import dev.ratiofixer.bus.BusMessage;

/** The campaign has ended: cancel what is only proposed or approved. Answered by {@code Done}. */
public record CloseCampaign(String campaignId, String reason) implements BusMessage {}
