package dev.ratiofixer.bus;

import dev.ratiofixer.bus.BusMessage.BusRequest;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.time.Duration;

/**
 * The event bus for what goes to another node. Such a message is encoded ({@link MessageCodec}), and the cluster is
 * asked where the address is. Any context may call.
 */
public record ClusterBus(EventBus bus) {
    /** Sends to a node, which may not be there any more. */
    public void send(String node, BusMessage message) {
        bus.send(Addresses.node(node), message);
    }

    /**
     * Asks a node.
     *
     * @param patience the longest wait for a reply
     */
    public <R extends BusMessage> Future<R> request(String node, BusRequest<R> request, Duration patience) {
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(patience.toMillis());
        return bus.request(Addresses.node(node), request, options).map(reply -> LocalBus.answer(request, reply));
    }
}
