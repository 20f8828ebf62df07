package dev.ratiofixer.app.cluster;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.BusMessage.Done;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.SupervisorRequest.EditCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import dev.ratiofixer.campaign.SupervisorRequest.NoSuchCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.NodeRequest.ClaimCampaigns;
import dev.ratiofixer.campaign.SupervisorRequest.NodeRequest.RelayedEvents;
import dev.ratiofixer.campaign.SupervisorRequest.PauseCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.ProposeOrders;
import dev.ratiofixer.campaign.SupervisorRequest.ResumeCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StopCampaign;
import java.util.List;

/** Every type of message that may travel between nodes. All others stay on theirs. */
public final class ClusterMessages {
    private ClusterMessages() {}

    public static List<Class<? extends BusMessage>> all() {
        return List.of(
                Done.class,
                GetStatus.class,
                StopCampaign.class,
                ProposeOrders.class,
                PauseCampaign.class,
                ResumeCampaign.class,
                EditCampaign.class,
                CampaignView.class,
                NoSuchCampaign.class,
                ClaimCampaigns.class,
                RelayedEvents.class);
    }
}
