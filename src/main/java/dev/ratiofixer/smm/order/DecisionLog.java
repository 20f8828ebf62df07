package dev.ratiofixer.smm.order;

import dev.ratiofixer.smm.api.PolicyDecision;
import java.util.List;

/**
 * Keeps what the policy answered. Any thread may call; it never waits and never fails its caller. Nothing depends on
 * what is kept, so what cannot be written is dropped and logged.
 */
@FunctionalInterface
public interface DecisionLog {
    /** Keeps the answers of one question, an answer a counter. One that repeats the last is counted with it. */
    void keep(List<PolicyDecision> answers);
}
