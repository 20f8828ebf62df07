package dev.ratiofixer.bus;

import dev.ratiofixer.bus.BusMessage.BusRequest;
import dev.ratiofixer.bus.BusMessage.Done;
import dev.ratiofixer.bus.BusMessage.MessageFor;
import dev.ratiofixer.bus.Traces.TraceOrigin;
import dev.ratiofixer.concurrent.ThrottledErrorLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.ContextInternal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wrapper around every consumer of the bus. A handler that throws or fails sends a failed reply and is counted;
 * requests in flight are bounded, and one too many is refused at once with {@link ReplyFailureCode#OVERLOADED}. A
 * message that its {@link Inbox} has no handler for is refused with {@link ReplyFailureCode#UNKNOWN_MESSAGE}.
 *
 * <p>Handlers run on the context that opened the mailbox.
 */
public final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private final String address;
    private final int limit;
    private final MessageConsumer<Object> consumer;
    private final AtomicLong failures = new AtomicLong();
    private final ThrottledErrorLog failed = new ThrottledErrorLog(System::nanoTime);

    private Mailbox(MessageConsumer<Object> consumer, int limit) {
        this.address = consumer.address();
        this.limit = limit;
        this.consumer = consumer;
    }

    /** Opens a local mailbox that takes at most {@code limit} messages at a time. */
    public static Mailbox open(EventBus bus, String address, int limit, Inbox inbox) {
        return new Mailbox(bus.localConsumer(address), limit).handled(inbox);
    }

    /** Opens one that other nodes reach, too; done when they do. */
    public static Future<Mailbox> openToCluster(EventBus bus, String address, int limit, Inbox inbox) {
        Mailbox mailbox = new Mailbox(bus.consumer(address), limit).handled(inbox);
        return mailbox.consumer.completion().map(reached -> mailbox);
    }

    /**
     * Opens a local mailbox that many share. Each takes its messages on its own context, in the order in which they
     * come, and at most {@code limit} at a time; a message for somebody who is not there is refused with
     * {@link ReplyFailureCode#ELSEWHERE}.
     *
     * @param recipients finds whoever a {@link MessageFor} names, {@code null} if nobody does
     */
    public static Mailbox openShared(
            EventBus bus, String address, int limit, Function<String, @Nullable Recipient> recipients) {
        Mailbox mailbox = new Mailbox(bus.localConsumer(address), limit);
        mailbox.consumer.handler(message -> mailbox.forward(message, recipients));
        return mailbox;
    }

    private Mailbox handled(Inbox inbox) {
        Recipient only = new OnlyRecipient(inbox);
        consumer.handler(message -> {
            if (message.body() instanceof BusMessage body) {
                receive(message, body, only);
            } else {
                refuse(message, ReplyFailureCode.UNKNOWN_MESSAGE, "no message of this engine");
            }
        });
        return this;
    }

    /** How many messages failed since it was opened. */
    public long failures() {
        return failures.get();
    }

    /** Takes no more messages; those in flight still get their replies. */
    public Future<Void> close() {
        return consumer.unregister();
    }

    private void forward(Message<Object> message, Function<String, @Nullable Recipient> recipients) {
        if (!(message.body() instanceof MessageFor(String name, BusMessage body))) {
            refuse(message, ReplyFailureCode.UNKNOWN_MESSAGE, "for none of those who share " + address);
            return;
        }
        Recipient recipient = recipients.apply(name);
        ContextInternal context = recipient == null ? null : recipient.home();
        if (recipient == null || context == null) {
            refuse(message, ReplyFailureCode.ELSEWHERE, "not here: " + name);
            return;
        }
        TraceOrigin origin = Traces.here();
        if (origin == null) {
            context.emit(message, taken -> receive(taken, body, recipient));
        } else {
            context.emit(message, taken -> Traces.from(origin, address, () -> receive(taken, body, recipient)));
        }
    }

    private Future<?> receive(Message<Object> message, BusMessage body, Recipient recipient) {
        if (recipient.inFlight(0) >= limit) {
            refuse(
                    message,
                    ReplyFailureCode.OVERLOADED,
                    address + " has " + limit + " messages in flight: try again later");
            return Future.succeededFuture();
        }
        recipient.inFlight(1);
        return answer(body, recipient).onComplete(done -> {
            recipient.inFlight(-1);
            if (done.succeeded()) {
                reply(message, done.result());
            } else {
                fail(message, done.cause());
            }
        });
    }

    private Future<? extends BusMessage> answer(BusMessage body, Recipient recipient) {
        try {
            return recipient.handle(body).map(BusReply::answer).orElseGet(() -> unknown(body));
        } catch (RuntimeException broken) {
            return Future.failedFuture(broken);
        }
    }

    private Future<BusMessage> unknown(BusMessage body) {
        return ReplyFailureCode.of(
                ReplyFailureCode.UNKNOWN_MESSAGE,
                address + " takes no " + body.getClass().getSimpleName());
    }

    private static void reply(Message<Object> message, BusMessage answer) {
        if (message.replyAddress() != null) {
            message.reply(answer);
        }
    }

    private void fail(Message<Object> message, Throwable cause) {
        if (cause instanceof ReplyException refusal) {
            refuse(message, refusal.failureCode(), String.valueOf(refusal.getMessage()));
            return;
        }
        Object body = message.body() instanceof MessageFor addressed ? addressed.message() : message.body();
        String kind = body.getClass().getSimpleName();
        synchronized (failed) {
            failed.log(
                    kind,
                    cause,
                    alike -> LOG.error("address={} message={} failed alike={}", address, kind, alike, cause));
        }
        refuse(message, ReplyFailureCode.FAILED, String.valueOf(cause.getMessage()));
    }

    private void refuse(Message<Object> message, int code, String reason) {
        failures.incrementAndGet();
        if (message.replyAddress() != null) {
            message.fail(code, reason);
        }
    }

    /** What a mailbox does with a message. A verticle's requests are one sealed type, handled by a {@code switch}. */
    @FunctionalInterface
    public interface Inbox {
        /** What is answered; empty if it takes no such message, which the {@link Mailbox} refuses then. */
        Optional<BusReply> handle(BusMessage message);

        /** An inbox of requests. */
        static <Q extends BusRequest<?>> Inbox answers(Class<Q> type, Function<? super Q, BusReply> handler) {
            return message ->
                    type.isInstance(message) ? Optional.of(handler.apply(type.cast(message))) : Optional.empty();
        }

        /** Takes events, too. Whoever waits for the event to be worked in gets {@link Done}. */
        default <E extends BusMessage> Inbox hears(Class<E> type, Function<? super E, ? extends Future<?>> handler) {
            return message -> type.isInstance(message)
                    ? Optional.of(BusReply.heard(handler.apply(type.cast(message))))
                    : handle(message);
        }
    }

    /** One of those who share a mailbox. Called on its own context, but for {@link #home}. */
    public interface Recipient extends Inbox {
        /** The context that it takes its messages on, {@code null} while it has none; any thread may ask. */
        @Nullable
        ContextInternal home();

        /** Adds to how many messages it has in flight, and says how many those are. */
        int inFlight(int more);
    }

    /** Of a mailbox that nobody shares. */
    private static final class OnlyRecipient implements Recipient {
        private final Inbox inbox;
        private int inFlight;

        OnlyRecipient(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public @Nullable ContextInternal home() {
            return null;
        }

        @Override
        public int inFlight(int more) {
            inFlight += more;
            return inFlight;
        }

        @Override
        public Optional<BusReply> handle(BusMessage message) {
            return inbox.handle(message);
        }
    }

    /**
     * What a handler answers to a request. It is made of the request and a future of that very request's answer, so the
     * compiler refuses an answer of another type; {@link LocalBus#request} relies on that.
     */
    public static final class BusReply {
        private final Future<? extends BusMessage> answer;

        BusReply(Future<? extends BusMessage> answer) {
            this.answer = answer;
        }

        /** Answers a request; a failed future becomes a failed reply. */
        public static <R extends BusMessage> BusReply to(BusRequest<R> request, Future<? extends R> answer) {
            return new BusReply(answer);
        }

        /** Answers at once. */
        public static <R extends BusMessage> BusReply to(BusRequest<R> request, R answer) {
            return new BusReply(Future.succeededFuture(answer));
        }

        /** Answers that it was done, when it was. */
        public static BusReply done(BusRequest<Done> request, Future<?> work) {
            return new BusReply(work.map(Done.DONE));
        }

        /** Answers to an event that it was worked in, when it was. */
        public static BusReply heard(Future<?> work) {
            return new BusReply(work.map(Done.DONE));
        }

        /** Refuses whatever it was: who was asked has left. */
        public static BusReply gone(String who) {
            return new BusReply(ReplyFailureCode.of(ReplyFailureCode.ELSEWHERE, who + " does not run here any more"));
        }

        /** Refuses a request with a code of {@link ReplyFailureCode}. */
        public static BusReply refused(BusRequest<?> request, int code, String reason) {
            return new BusReply(ReplyFailureCode.of(code, reason));
        }

        Future<? extends BusMessage> answer() {
            return answer;
        }
    }

    /**
     * Brings an outcome back to whoever asked. What one context does for many others completes its promises on its own
     * thread; without this the rest of the caller's chain, and every timer set in it, would run there too, beside the
     * caller's own handlers.
     */
    public static final class CallerContext {
        private CallerContext() {}

        /**
         * The same outcome, told on the context that this is called on; on any thread if it is called on none. Call it
         * before anything is awaited.
         */
        public static <T> Future<T> answered(Future<T> outcome) {
            @Nullable Context caller = Vertx.currentContext();
            if (caller == null) {
                return outcome;
            }
            Promise<T> there = Promise.promise();
            outcome.onComplete(done -> caller.runOnContext(now -> there.handle(done)));
            return there.future();
        }
    }

    /** The codes of a failed reply. What a caller should expect is an outcome type instead, not a failure. */
    public static final class ReplyFailureCode {
        /** The handler broke; the log has the cause. */
        public static final int FAILED = 500;
        /** Too many messages in flight. */
        public static final int OVERLOADED = 503;
        /** The receiver does not know this type of message. */
        public static final int UNKNOWN_MESSAGE = 400;
        /** Something that the receiver depends on is away (database, upstream); the message says what. */
        public static final int UNAVAILABLE = 502;

        /** This node does not run that campaign (any more). */
        public static final int ELSEWHERE = 421;

        /** The receiver could do it at another time; the message says why not now. */
        public static final int NOT_NOW = 409;

        /** What the caller has seen has changed since. */
        public static final int STALE = 412;

        private ReplyFailureCode() {}

        /** A failed future that becomes a failed reply with this code. */
        public static <T> Future<T> of(int code, String reason) {
            return Future.failedFuture(new ReplyException(ReplyFailure.RECIPIENT_FAILURE, code, reason));
        }
    }
}
