package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.OrderStatus;
import java.time.Instant;
import java.util.Optional;

/** Waits for a person. Its cost is reserved already. */
public record Proposed(OrderTerms terms) implements Order {
    /** A person or a consent allows it. */
    public Approved approve(Approval approval) {
        return new Approved(terms, approval);
    }

    /** A person refuses it. */
    public Ended reject(String actor, String note, Instant at) {
        return new Ended(
                terms, OrderStatus.REJECTED, null, "rejected by " + actor + (note.isEmpty() ? "" : ": " + note), at);
    }

    /** It is not wanted any more. */
    public Ended cancel(String reason, Instant at) {
        return new Ended(terms, OrderStatus.CANCELLED, null, reason, at);
    }

    /** Nobody decided in time. */
    public Ended expire(Instant at) {
        return new Ended(terms, OrderStatus.EXPIRED, null, "nobody decided in time", at);
    }

    @Override
    public OrderStatus status() {
        return OrderStatus.PROPOSED;
    }

    @Override
    public Money held() {
        return terms.cost();
    }

    @Override
    public Optional<Instant> due() {
        return Optional.of(terms.expiresAt());
    }
}
