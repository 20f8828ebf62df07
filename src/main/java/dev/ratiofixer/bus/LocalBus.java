package dev.ratiofixer.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.time.Duration;

/**
 * The event bus for what stays on this node, which is nearly all: in a cluster a plain send would first ask the cluster
 * where the address is, and remember every one that was asked for. Any context may call.
 */
public record LocalBus(EventBus bus) {
    public void send(String address, BusMessage message) {
        bus.send(address, message, options());
    }

    public void publish(String address, BusMessage message) {
        bus.publish(address, message, options());
    }

    /** Tells this node's listeners what happened on another. */
    public void publishFrom(String node, String address, BusMessage message) {
        bus.publish(address, message, options().addHeader(Addresses.FROM_NODE, node));
    }

    public <T> Future<Message<T>> request(String address, BusMessage message) {
        return bus.request(address, message, options());
    }

    /**
     * Asks, and waits no longer than that.
     *
     * @param patience the longest wait for a reply
     */
    public <T> Future<Message<T>> request(String address, BusMessage message, Duration patience) {
        return bus.request(address, message, options().setSendTimeout(patience.toMillis()));
    }

    private static DeliveryOptions options() {
        return new DeliveryOptions().setLocalOnly(true);
    }
}
