package dev.ratiofixer.smm.order;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.OrderStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * An order in one state of its life. A transition is a method of the states that it is legal from, so an illegal one
 * does not compile.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Proposed.class, name = "proposed"),
    @JsonSubTypes.Type(value = Approved.class, name = "approved"),
    @JsonSubTypes.Type(value = Placing.class, name = "placing"),
    @JsonSubTypes.Type(value = Pending.class, name = "pending"),
    @JsonSubTypes.Type(value = Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = Ended.class, name = "ended")
})
public sealed interface Order permits Proposed, Approved, Placing, Pending, Completed, Ended {
    OrderTerms terms();

    OrderStatus status();

    /** What it keeps reserved of the limits; a completed order keeps what it spent. */
    Money held();

    /** When it needs to be looked at next; empty for never again. */
    Optional<Instant> due();

    default String id() {
        return terms().orderId();
    }
}
