package dev.ratiofixer.smm.order;

import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.SpendGuard.SpendFacts;

/** A decision on an order, taken while its campaign's row is locked. Pure: it may be asked twice. */
@FunctionalInterface
public interface Transition {
    /** What becomes of the order as it is now. */
    NextStep decide(Order order, TransitionContext at);

    /** The answer. */
    sealed interface NextStep {
        /** It is in this state from now on; written with the event in one transaction. */
        record To(Order next, OrderEvent event) implements NextStep {}

        /** It stays as it is, for this reason. */
        record NoChange(String reason) implements NextStep {}
    }

    /**
     * What holds while a decision on an order is taken; nobody can change it before the decision is written.
     *
     * @param spend what other orders hold, without the order in question
     * @param consentEnded whether a consent approved the order, and the campaign's terms of now have less of it or
     *     none; of a trial that a person approved, whether they have a consent that leaves trials out
     */
    record TransitionContext(SpendFacts spend, CampaignPhase owner, boolean consentEnded) {
        /** How the order's campaign is. */
        public enum CampaignPhase {
            RUNNING,
            /** Nothing that costs is placed for it. */
            PAUSED,
            /** A person has paused it: nothing is placed for it. */
            HELD,
            /** Stopped, completed or failed: nothing is placed for it any more. */
            OVER
        }
    }
}
