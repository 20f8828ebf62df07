package dev.ratiofixer.campaign.query;

import dev.ratiofixer.campaign.CampaignView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A campaign of the list.
 *
 * @param sparkline likes over its time, oldest first; {@code null} in it where they were hidden
 */
public record ListedCampaign(CampaignView view, List<@Nullable Long> sparkline) {}
