package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;

/**
 * Stops a campaign: undeploys its verticle; stopping one that has ended changes nothing. Answered by a
 * {@link StatusOutcome} that holds the state after the stop.
 *
 * @param actor name of the key that asks
 */
public record StopCampaign(String campaignId, String actor) implements BusMessage {}
