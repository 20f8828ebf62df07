package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.OrderStatus;
import java.time.Instant;
import java.util.Optional;

/** Allowed and not begun: the provider cannot have it. */
public record Approved(OrderTerms terms, Approval approval) implements Order {
    /** Placing begins; from now on the provider may have it. */
    public Placing begin(Instant at) {
        return new Placing(terms, approval, Attempt.first(at));
    }

    /** It is not wanted, or not allowed, any more. */
    public Ended cancel(String reason, Instant at) {
        return new Ended(terms, OrderStatus.CANCELLED, approval, reason, at);
    }

    /** It could not be begun in time. */
    public Ended expire(Instant at) {
        return new Ended(terms, OrderStatus.EXPIRED, approval, "it could not be placed in time", at);
    }

    @Override
    public OrderStatus status() {
        return OrderStatus.APPROVED;
    }

    @Override
    public Money held() {
        return terms.cost();
    }

    @Override
    public Optional<Instant> due() {
        return Optional.of(approval.at());
    }
}
