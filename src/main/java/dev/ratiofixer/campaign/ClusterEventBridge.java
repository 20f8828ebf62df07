package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.ClusterBus;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.campaign.SupervisorRequest.NodeRequest.RelayedEvents;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.PromotionRequest.ResumeOrders;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.time.Timers.Timer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Relays events between the nodes, so that a stream on any node shows all campaigns, and a campaign gets its orders'
 * changes wherever they were made. Best effort, in pulses. Confined to the supervisor's context.
 */
final class ClusterEventBridge {
    private static final Duration PULSE = Duration.ofMillis(100);

    private final EventBus bus;
    private final LocalBus here;
    private final String node;
    private final Timers realTime;
    private final List<MessageConsumer<?>> listening = new ArrayList<>();
    private final Map<String, PeerEventSender> peers = new HashMap<>();
    private @Nullable Timer pulse;

    ClusterEventBridge(EventBus bus, String node, Timers realTime) {
        this.bus = bus;
        this.here = new LocalBus(bus);
        this.node = node;
        this.realTime = realTime;
    }

    void start() {
        listening.add(bus.<CampaignChanged>localConsumer(
                Addresses.CAMPAIGN_EVENTS, message -> relay(message, PeerEventSender::add)));
        listening.add(bus.<OrderChanged>localConsumer(
                Addresses.ORDER_EVENTS, message -> relay(message, PeerEventSender::add)));
    }

    void stop() {
        listening.forEach(MessageConsumer::unregister);
        if (pulse != null) {
            pulse.cancel();
        }
    }

    /** Who is there to be told. */
    void peers(ClusterLoad load) {
        Set<String> living = new java.util.HashSet<>();
        load.nodes().forEach(each -> living.add(each.node()));
        living.remove(node);
        peers.keySet().retainAll(living);
        living.forEach(
                peer -> peers.computeIfAbsent(peer, name -> new PeerEventSender(new ClusterBus(bus), node, name)));
    }

    /** Tells this node's listeners what another node tells. */
    void receive(RelayedEvents news) {
        news.campaigns().forEach(event -> here.publishFrom(news.node(), Addresses.CAMPAIGN_EVENTS, event));
        for (OrderChanged event : news.orders()) {
            here.publishFrom(news.node(), Addresses.ORDER_EVENTS, event);
            here.sendTo(Addresses.CAMPAIGNS, event.order().campaignId(), event);
        }
        if (!news.orders().isEmpty()) {
            here.send(Addresses.SMM, new ResumeOrders());
        }
    }

    private <E> void relay(Message<E> message, BiConsumer<PeerEventSender, E> add) {
        if (peers.isEmpty() || message.headers().contains(Addresses.FROM_NODE)) {
            return;
        }
        peers.values().forEach(peer -> add.accept(peer, message.body()));
        if (pulse == null) {
            pulse = realTime.after(PULSE, this::flush);
        }
    }

    private void flush() {
        pulse = null;
        boolean waiting = false;
        for (PeerEventSender peer : peers.values()) {
            waiting |= peer.flush();
        }
        if (waiting) {
            pulse = realTime.after(PULSE, this::flush);
        }
    }

    /**
     * Sends events to one other node, in order. One message is under way at a time and is sent again until it is
     * received, so that news may come twice, but not out of order; what comes meanwhile gathers, the newest tick of a
     * campaign in place of the one before, and the oldest is dropped when too much waits for a node that does not
     * answer. Confined to the supervisor's context.
     */
    static final class PeerEventSender {
        private static final Set<String> TICKS = Set.of("sampled", "expected");
        private static final int MOST_WAITING = 5_000;
        private static final int MOST_AT_ONCE = 500;
        private static final Duration PATIENCE = Duration.ofSeconds(5);

        /** What is relayed. */
        private sealed interface Event {
            record OfCampaign(CampaignChanged change) implements Event {}

            record OfOrder(OrderChanged change) implements Event {}
        }

        private final ClusterBus bus;
        private final String self;
        private final String peer;
        private final Map<Object, Event> waiting = new LinkedHashMap<>();
        private boolean underWay;
        private long serial;

        PeerEventSender(ClusterBus bus, String self, String peer) {
            this.bus = bus;
            this.self = self;
            this.peer = peer;
        }

        void add(CampaignChanged change) {
            Object key =
                    TICKS.contains(change.what()) ? change.view().campaign().id() : (Long) serial++;
            add(key, new Event.OfCampaign(change));
        }

        void add(OrderChanged change) {
            add(serial++, new Event.OfOrder(change));
        }

        private void add(Object key, Event event) {
            waiting.remove(key);
            waiting.put(key, event);
            keepInBounds();
        }

        /** Sends what waits, if the last was received; answers whether something has still to be received. */
        boolean flush() {
            if (!underWay && !waiting.isEmpty()) {
                underWay = true;
                Map<Object, Event> batch = take();
                bus.request(peer, news(batch), PATIENCE).onComplete(received -> underWay = false, lost -> {
                    underWay = false;
                    putBack(batch);
                });
            }
            return underWay || !waiting.isEmpty();
        }

        private void keepInBounds() {
            Iterator<Event> oldest = waiting.values().iterator();
            while (waiting.size() > MOST_WAITING) {
                oldest.next();
                oldest.remove();
            }
        }

        private Map<Object, Event> take() {
            Map<Object, Event> batch = new LinkedHashMap<>();
            Iterator<Map.Entry<Object, Event>> oldest = waiting.entrySet().iterator();
            while (batch.size() < MOST_AT_ONCE && oldest.hasNext()) {
                Map.Entry<Object, Event> next = oldest.next();
                batch.put(next.getKey(), next.getValue());
                oldest.remove();
            }
            return batch;
        }

        /** In front of what has come meanwhile, but for the ticks that have newer ones. */
        private void putBack(Map<Object, Event> batch) {
            Map<Object, Event> newer = new LinkedHashMap<>(waiting);
            batch.keySet().removeAll(newer.keySet());
            waiting.clear();
            waiting.putAll(batch);
            waiting.putAll(newer);
            keepInBounds();
        }

        private RelayedEvents news(Map<Object, Event> batch) {
            List<CampaignChanged> campaigns = new ArrayList<>();
            List<OrderChanged> orders = new ArrayList<>();
            for (Event event : batch.values()) {
                switch (event) {
                    case Event.OfCampaign(CampaignChanged change) -> campaigns.add(change);
                    case Event.OfOrder(OrderChanged change) -> orders.add(change);
                }
            }
            return new RelayedEvents(self, campaigns, orders);
        }
    }
}
