package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.campaign.NodeRequest.RelayedEvents;
import dev.ratiofixer.smm.api.OrderChanged;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends events to one other node, in order. One message is under way at a time and is sent again until it is received,
 * so that news may come twice, but not out of order; what comes meanwhile gathers, the newest tick of a campaign in
 * place of the one before, and the oldest is dropped when too much waits for a node that does not answer. Confined to
 * the supervisor's context.
 */
final class PeerEventSender {
    private static final Set<String> TICKS = Set.of("sampled", "expected");
    private static final int MOST_WAITING = 5_000;
    private static final int MOST_AT_ONCE = 500;
    private static final DeliveryOptions PATIENCE = new DeliveryOptions().setSendTimeout(5_000);

    private final EventBus bus;
    private final String self;
    private final String address;
    private final Map<Object, BusMessage> waiting = new LinkedHashMap<>();
    private boolean underWay;
    private long serial;

    PeerEventSender(EventBus bus, String self, String peer) {
        this.bus = bus;
        this.self = self;
        this.address = Addresses.node(peer);
    }

    void add(BusMessage event) {
        Object key = event instanceof CampaignChanged change && TICKS.contains(change.what())
                ? change.view().campaign().id()
                : (Long) serial++;
        waiting.remove(key);
        waiting.put(key, event);
        keepInBounds();
    }

    /** Sends what waits, if the last was received; answers whether something has still to be received. */
    boolean flush() {
        if (!underWay && !waiting.isEmpty()) {
            underWay = true;
            Map<Object, BusMessage> batch = take();
            bus.request(address, news(batch), PATIENCE).onComplete(received -> underWay = false, lost -> {
                underWay = false;
                putBack(batch);
            });
        }
        return underWay || !waiting.isEmpty();
    }

    private void keepInBounds() {
        Iterator<BusMessage> oldest = waiting.values().iterator();
        while (waiting.size() > MOST_WAITING) {
            oldest.next();
            oldest.remove();
        }
    }

    private Map<Object, BusMessage> take() {
        Map<Object, BusMessage> batch = new LinkedHashMap<>();
        Iterator<Map.Entry<Object, BusMessage>> oldest = waiting.entrySet().iterator();
        while (batch.size() < MOST_AT_ONCE && oldest.hasNext()) {
            Map.Entry<Object, BusMessage> next = oldest.next();
            batch.put(next.getKey(), next.getValue());
            oldest.remove();
        }
        return batch;
    }

    /** In front of what has come meanwhile, but for the ticks that have newer ones. */
    private void putBack(Map<Object, BusMessage> batch) {
        Map<Object, BusMessage> newer = new LinkedHashMap<>(waiting);
        batch.keySet().removeAll(newer.keySet());
        waiting.clear();
        waiting.putAll(batch);
        waiting.putAll(newer);
        keepInBounds();
    }

    private RelayedEvents news(Map<Object, BusMessage> batch) {
        List<CampaignChanged> campaigns = new ArrayList<>();
        List<OrderChanged> orders = new ArrayList<>();
        for (BusMessage event : batch.values()) {
            switch (event) {
                case CampaignChanged change -> campaigns.add(change);
                case OrderChanged change -> orders.add(change);
                default -> {}
            }
        }
        return new RelayedEvents(self, campaigns, orders);
    }
}
