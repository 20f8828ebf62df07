package dev.ratiofixer.smm.policy;

/** What the policy does with one lever. */
sealed interface Choice {
    /** This order. */
    record Order(PlannedOrder planned) implements Choice {}

    /** Nothing now. {@code reason} is one sentence for people. */
    record Hold(String reason) implements Choice {}

    /** Nothing that the lever could do: people should. {@code ask} says what. */
    record AskPeople(String ask) implements Choice {}
}
