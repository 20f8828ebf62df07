package dev.ratiofixer.bus;

import dev.ratiofixer.bus.BusMessage.BusRequest;
import dev.ratiofixer.bus.BusMessage.MessageFor;
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

    /** Sends to one of those who share a mailbox. */
    public void sendTo(String address, String recipient, BusMessage message) {
        send(address, new MessageFor(recipient, message));
    }

    public void publish(String address, BusMessage message) {
        bus.publish(address, message, options());
    }

    /** Tells this node's listeners what happened on another. */
    public void publishFrom(String node, String address, BusMessage message) {
        bus.publish(address, message, options().addHeader(Addresses.FROM_NODE, node));
    }

    /**
     * Asks; fails with a {@code ReplyException} when nobody listens, nobody answers in time, or the answer is a
     * refusal.
     */
    public <R extends BusMessage> Future<R> request(String address, BusRequest<R> request) {
        return bus.request(address, request, options()).map(reply -> LocalBus.answer(request, reply));
    }

    /** Asks one of those who share a mailbox. */
    public <R extends BusMessage> Future<R> requestOf(String address, String recipient, BusRequest<R> request) {
        return bus.request(address, new MessageFor(recipient, request), options())
                .map(reply -> LocalBus.answer(request, reply));
    }

    /**
     * Asks, and waits no longer than that.
     *
     * @param patience the longest wait for a reply
     */
    public <R extends BusMessage> Future<R> request(String address, BusRequest<R> request, Duration patience) {
        return bus.request(address, request, options().setSendTimeout(patience.toMillis()))
                .map(reply -> LocalBus.answer(request, reply));
    }

    /**
     * The answer in a reply. The one place where its type is taken for granted: only a {@link Mailbox} replies, and it
     * takes from its handlers nothing but a {@link Mailbox.BusReply}, which is made of a request and an answer of that
     * request's type.
     */
    @SuppressWarnings("unchecked")
    static <R extends BusMessage> R answer(BusRequest<R> request, Message<?> reply) {
        return (R) reply.body();
    }

    private static DeliveryOptions options() {
        return new DeliveryOptions().setLocalOnly(true);
    }
}
