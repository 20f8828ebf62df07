package dev.ratiofixer.campaign;

/** There is no campaign with this id. */
public record NoSuchCampaign(String campaignId) implements StatusOutcome {}
