package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.smm.OrderChanged;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one other node is still to be told. One message is under way at a time; what comes meanwhile gathers, the newest
 * tick of a campaign in place of the one before, and the oldest is dropped when too much waits for a node that does not
 * answer. Confined to the supervisor's context.
 */
final class PeerFeed {
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

    PeerFeed(EventBus bus, String self, String peer) {
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
        if (waiting.size() > MOST_WAITING) {
            Iterator<BusMessage> oldest = waiting.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Sends what waits, if the last was received; answers whether something still waits. */
    boolean flush() {
        if (!underWay && !waiting.isEmpty()) {
            underWay = true;
            bus.request(address, take(), PATIENCE).onComplete(received -> underWay = false);
        }
        return !waiting.isEmpty();
    }

    private RelayedNews take() {
        List<CampaignChanged> campaigns = new ArrayList<>();
        List<OrderChanged> orders = new ArrayList<>();
        Iterator<BusMessage> oldest = waiting.values().iterator();
        for (int i = 0; i < MOST_AT_ONCE && oldest.hasNext(); i++) {
            switch (oldest.next()) {
                case CampaignChanged change -> campaigns.add(change);
                case OrderChanged change -> orders.add(change);
                default -> {}
            }
            oldest.remove();
        }
        return new RelayedNews(self, campaigns, orders);
    }
}
