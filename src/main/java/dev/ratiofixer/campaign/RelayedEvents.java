package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.smm.OrderChanged;
import java.util.List;

/**
 * What happened on another node, in the order in which it happened there.
 *
 * @param node its name
 */
public record RelayedEvents(String node, List<CampaignChanged> campaigns, List<OrderChanged> orders)
        implements BusMessage {
    public RelayedEvents {
        campaigns = List.copyOf(campaigns);
        orders = List.copyOf(orders);
    }
}
