package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;

/** What the policy does with one lever. */
public sealed interface LeverDecision {
    /** This order. */
    record Place(PlannedOrder planned) implements LeverDecision {}

    /** Nothing now. {@code reason} is one sentence for people, with its figures. */
    record Hold(ReasonCode code, String reason) implements LeverDecision {}

    /** Nothing that the lever could do: people should. {@code ask} says what. */
    record AskPeople(String ask) implements LeverDecision {}
}
