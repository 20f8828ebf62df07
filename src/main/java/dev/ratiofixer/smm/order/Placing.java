package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The provider may or may not have it: whoever goes on reads back first. */
public record Placing(OrderTerms terms, Approval approval, Attempt attempt) implements Order {
    /** Another attempt later, after one that certainly did nothing. */
    public Placing again(String problem, Instant next) {
        return with(attempt.then(0, next, problem, true));
    }

    /** The provider is read back later, after an attempt of which nobody knows what it did. */
    public Placing doubt(String problem, Instant next) {
        return with(attempt.then(1, next, problem, false));
    }

    /** Read back and not found: look once more before it is placed again. */
    public Placing notFound(Instant next) {
        return with(attempt.then(attempt.unsure() + 1, next, attempt.problem(), false));
    }

    /** The provider certainly does not have it: this attempt is made now. */
    public Placing retry(String why, Instant now) {
        return with(attempt.then(0, now, why, false));
    }

    /** The provider has it. */
    public Pending placed(Receipt receipt, Duration effect) {
        return new Pending(terms, approval, receipt, receipt.at().plus(effect), null);
    }

    /** The provider certainly does not have it and will not get it. */
    public Ended fail(String problem, Instant at) {
        return new Ended(terms, OrderStatus.FAILED, approval, problem, at);
    }

    private Placing with(Attempt next) {
        return new Placing(terms, approval, next);
    }

    @Override
    public OrderStatus status() {
        return OrderStatus.PLACING;
    }

    @Override
    public Money held() {
        return terms.cost();
    }

    @Override
    public Optional<Instant> due() {
        return Optional.of(attempt.next());
    }
}
