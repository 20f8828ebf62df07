package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.BusRequest;
import dev.ratiofixer.bus.Done;
import dev.ratiofixer.smm.api.OrderChanged;
import java.util.List;

/**
 * What one node asks and tells another at {@code Addresses.node}, with the answers. The only requests that leave a
 * node.
 *
 * @param <R> the answer
 */
public sealed interface NodeRequest<R extends BusMessage> extends BusRequest<R>
        permits SupervisorRequest.GetStatus,
                SupervisorRequest.StopCampaign,
                SupervisorRequest.SteerCampaign,
                NodeRequest.ClaimCampaigns,
                NodeRequest.RelayedEvents {
    /** Notifies another node that there are campaigns for it to claim. */
    record ClaimCampaigns() implements NodeRequest<Done> {}

    /**
     * What happened on another node, in the order in which it happened there.
     *
     * @param node its name
     */
    record RelayedEvents(String node, List<CampaignChanged> campaigns, List<OrderChanged> orders)
            implements NodeRequest<Done> {
        public RelayedEvents {
            campaigns = List.copyOf(campaigns);
            orders = List.copyOf(orders);
        }
    }
}
