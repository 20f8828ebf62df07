package dev.ratiofixer.store.campaign;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;

/**
 * A snapshot on its way to the database.
 *
 * @param revision grows with every change of this process, so that of two writes the older one loses in any order
 */
public record PendingSnapshot(Campaign campaign, CampaignSnapshot snapshot, long revision) {}
