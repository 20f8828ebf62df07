package dev.ratiofixer;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.Done;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.ClaimNow;
import dev.ratiofixer.campaign.GetStatus;
import dev.ratiofixer.campaign.NoSuchCampaign;
import dev.ratiofixer.campaign.RelayedNews;
import dev.ratiofixer.campaign.StopCampaign;
import java.util.List;

/** Every type of message that may travel between nodes. All others stay on theirs. */
final class BusMessages {
    private BusMessages() {}

    static List<Class<? extends BusMessage>> all() {
        return List.of(
                Done.class,
                GetStatus.class,
                StopCampaign.class,
                CampaignView.class,
                NoSuchCampaign.class,
                ClaimNow.class,
                RelayedNews.class);
    }
}
