package dev.ratiofixer.store.campaign;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import org.jspecify.annotations.Nullable;

/** A campaign that is to be inserted and leased to a node. */
public record NewCampaign(
        Campaign campaign,
        CampaignSnapshot snapshot,
        String node,
        @Nullable String idempotencyKey) {}
