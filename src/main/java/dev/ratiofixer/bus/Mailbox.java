package dev.ratiofixer.bus;

import dev.ratiofixer.concurrent.ThrottledErrorLog;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wrapper around every consumer of the bus. A handler that throws or fails sends a failed reply and is counted;
 * requests in flight are bounded, and one too many is refused at once with {@link ReplyFailureCode#OVERLOADED}.
 *
 * <p>Handlers run on the context that opened the mailbox. Replies are {@link BusMessage}s; a handler's {@code null}
 * result sends {@link Done}.
 */
public final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private final String address;
    private final int limit;
    private final Function<BusMessage, Future<? extends BusMessage>> handler;
    private final MessageConsumer<Object> consumer;
    private final AtomicLong failures = new AtomicLong();
    private final ThrottledErrorLog failed = new ThrottledErrorLog(System::nanoTime);
    private int inFlight;

    private Mailbox(
            MessageConsumer<Object> consumer, int limit, Function<BusMessage, Future<? extends BusMessage>> handler) {
        this.address = consumer.address();
        this.limit = limit;
        this.handler = handler;
        this.consumer = consumer;
        consumer.handler(this::receive);
    }

    /** Opens a local mailbox that takes at most {@code limit} messages at a time. */
    public static Mailbox open(
            EventBus bus, String address, int limit, Function<BusMessage, Future<? extends BusMessage>> handler) {
        return new Mailbox(bus.localConsumer(address), limit, handler);
    }

    /** Opens one that other nodes reach, too; done when they do. */
    public static Future<Mailbox> openToCluster(
            EventBus bus, String address, int limit, Function<BusMessage, Future<? extends BusMessage>> handler) {
        Mailbox mailbox = new Mailbox(bus.consumer(address), limit, handler);
        return mailbox.consumer.completion().map(reached -> mailbox);
    }

    /** How many messages failed since it was opened. */
    public long failures() {
        return failures.get();
    }

    /** Takes no more messages; those in flight still get their replies. */
    public Future<Void> close() {
        return consumer.unregister();
    }

    private void receive(Message<Object> message) {
        if (!(message.body() instanceof BusMessage body)) {
            refuse(message, ReplyFailureCode.UNKNOWN_MESSAGE, "no message of this engine");
            return;
        }
        if (inFlight >= limit) {
            refuse(
                    message,
                    ReplyFailureCode.OVERLOADED,
                    address + " has " + limit + " messages in flight: try again later");
            return;
        }
        inFlight++;
        answer(body).onComplete(done -> {
            inFlight--;
            if (done.succeeded()) {
                reply(message, done.result());
            } else {
                fail(message, done.cause());
            }
        });
    }

    private Future<? extends BusMessage> answer(BusMessage body) {
        try {
            return handler.apply(body);
        } catch (RuntimeException broken) {
            return Future.failedFuture(broken);
        }
    }

    private static void reply(Message<Object> message, @org.jspecify.annotations.Nullable BusMessage result) {
        if (message.replyAddress() != null) {
            message.reply(result == null ? Done.DONE : result);
        }
    }

    private void fail(Message<Object> message, Throwable cause) {
        if (cause instanceof ReplyException refusal) {
            refuse(message, refusal.failureCode(), String.valueOf(refusal.getMessage()));
            return;
        }
        String kind = message.body().getClass().getSimpleName();
        failed.log(
                kind, cause, alike -> LOG.error("address={} message={} failed alike={}", address, kind, alike, cause));
        refuse(message, ReplyFailureCode.FAILED, String.valueOf(cause.getMessage()));
    }

    private void refuse(Message<Object> message, int code, String reason) {
        failures.incrementAndGet();
        if (message.replyAddress() != null) {
            message.fail(code, reason);
        }
    }
}
