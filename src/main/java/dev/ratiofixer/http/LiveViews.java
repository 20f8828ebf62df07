package dev.ratiofixer.http;

import dev.ratiofixer.campaign.CampaignView;
import java.util.Optional;

/** Returns the campaigns that run on this node, as they are now. Any thread may ask; it costs no message. */
@FunctionalInterface
public interface LiveViews {
    /** Empty if it does not run here: then the engine knows more. The same view again means that nothing changed. */
    Optional<CampaignView> find(String campaignId);
}
