package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.ClusterBus;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.campaign.NodeRequest.RelayedEvents;
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
            here.send(Addresses.campaign(event.order().campaignId()), event);
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
}
