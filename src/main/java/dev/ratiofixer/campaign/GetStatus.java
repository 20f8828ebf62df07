package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;

/** Asks the supervisor for a campaign. Answered by a {@link StatusOutcome}. */
public record GetStatus(String campaignId) implements BusMessage {}
