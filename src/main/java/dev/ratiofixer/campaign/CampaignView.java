package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.campaign.SupervisorRequest.StatusOutcome;

/** Shows a campaign to others; its fields are those of {@code GET status/{id}}. */
public record CampaignView(Campaign campaign, CampaignSnapshot snapshot) implements BusMessage, StatusOutcome {}
