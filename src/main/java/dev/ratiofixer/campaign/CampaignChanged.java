package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;

/**
 * Published whenever a campaign changes.
 *
 * @param what stable name: {@code started, sampled, expected, ordered, paused, resumed, stopped, completed, failed}
 */
public record CampaignChanged(String what, CampaignView view) implements BusMessage {}
