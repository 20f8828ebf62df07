package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.smm.api.OrderChanged;
import java.util.List;

/** TODO. */
public interface NodeRequest {
    /** Notifies another node that there are campaigns for it to claim. */
    record ClaimCampaigns() implements BusMessage {}

    /**
     * What happened on another node, in the order in which it happened there.
     *
     * @param node its name
     */
    record RelayedEvents(String node, List<CampaignChanged> campaigns, List<OrderChanged> orders)
            implements BusMessage {
        public RelayedEvents {
            campaigns = List.copyOf(campaigns);
            orders = List.copyOf(orders);
        }
    }
}
