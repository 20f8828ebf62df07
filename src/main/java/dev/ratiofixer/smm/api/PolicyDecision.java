package dev.ratiofixer.smm.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the policy for one counter of a campaign.
 *
 * @param counter {@code likes} or {@code comments}; {@code all} where the answer is for the whole campaign
 * @param standing {@code short}, {@code fair}, {@code ample} or {@code unknown}; {@code null} for {@code all}
 * @param detail the reason with its figures; an order's summary
 */
public record PolicyDecision(
        String campaignId,
        String counter,
        @Nullable String standing,
        AnswerOutcome outcome,
        ReasonCode code,
        String detail,
        Instant at,
        Instant nextLookAt) {
    /** What came of it. */
    public enum AnswerOutcome {
        @JsonProperty("ordered")
        ORDERED,
        @JsonProperty("held")
        HELD,
        @JsonProperty("asked_people")
        ASKED_PEOPLE
    }
}
