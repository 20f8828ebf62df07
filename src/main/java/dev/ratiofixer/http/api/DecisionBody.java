package dev.ratiofixer.http.api;

import dev.ratiofixer.campaign.query.KeptDecision;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.ReasonCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The contract's {@code PolicyDecision}. */
record DecisionBody(
        Instant at,
        Instant lastAt,
        int times,
        String counter,
        @Nullable String standing,
        AnswerOutcome outcome,
        ReasonCode reasonCode,
        String reason,
        String detail,
        Instant nextLookAt) {
    static DecisionBody of(KeptDecision kept) {
        return new DecisionBody(
                kept.answer().at(),
                kept.lastAt(),
                kept.times(),
                kept.answer().counter(),
                kept.answer().standing(),
                kept.answer().outcome(),
                kept.answer().code(),
                kept.answer().code().sentence(),
                kept.answer().detail(),
                kept.answer().nextLookAt());
    }
}
