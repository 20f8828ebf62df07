package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;

/** The answer to {@link GetStatus} and {@link StopCampaign}: the campaign, or that there is none. */
public sealed interface StatusOutcome extends BusMessage permits CampaignView, NoSuchCampaign {}
