package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;

/** Carries new rules to the supervisor of a node, and from it to each campaign. */
public record RulesAnnounced(CampaignRules rules) implements BusMessage {}
