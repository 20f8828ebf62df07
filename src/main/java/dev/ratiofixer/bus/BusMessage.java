package dev.ratiofixer.bus;

import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;

/** Marks an immutable record that verticles send each other. Register its class with {@link MessageCodec}. */
public interface BusMessage {

    /** The reply that says only that it was done. */
    enum Done implements BusMessage {
        DONE
    }

    /**
     * A message that is answered.
     *
     * @param <R> what the answer is; a failed reply ({@link ReplyFailureCode}) is for what no caller should expect
     */
    interface BusRequest<R extends BusMessage> extends BusMessage {}

    /**
     * A message for one of the many that share a mailbox, such as the campaigns of a node. It stays on its node.
     *
     * @param recipient whom it is for, by the name that the mailbox knows
     */
    record MessageFor(String recipient, BusMessage message) implements BusMessage {}
}
