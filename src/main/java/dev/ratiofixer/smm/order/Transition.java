package dev.ratiofixer.smm.order;

/** A decision on an order, taken while its campaign's row is locked. Pure: it may be asked twice. */
@FunctionalInterface
public interface Transition {
    /** What becomes of the order as it is now. */
    Decision decide(Order order, TransitionContext at);

    /** The answer. */
    sealed interface Decision {
        /** It is in this state from now on; written with the event in one transaction. */
        record To(Order next, OrderEvent event) implements Decision {}

        /** It stays as it is, for this reason. */
        record NoChange(String reason) implements Decision {}
    }
}
