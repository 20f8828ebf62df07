package dev.ratiofixer.smm.order;

/** A decision on an order, taken while its campaign's row is locked. Pure: it may be asked twice. */
@FunctionalInterface
public interface Transition {
    /** What becomes of the order as it is now. */
    Verdict decide(Order order, Circumstances at);

    /** The answer. */
    sealed interface Verdict {
        /** It is in this state from now on; written with the event in one transaction. */
        record Become(Order next, OrderEvent event) implements Verdict {}

        /** It stays as it is, for this reason. */
        record Stay(String reason) implements Verdict {}
    }
}
