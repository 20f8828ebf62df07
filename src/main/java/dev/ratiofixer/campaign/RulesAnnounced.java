package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;

/** New rules for every running campaign of a node: to the supervisor, and from it to each campaign. */
public record RulesAnnounced(CampaignRules rules) implements BusMessage {}
