package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The provider may or may not have it: whoever goes on reads back first. */
public record Placing(OrderTerms terms, Approval approval, Attempt attempt) implements Order {
    /** The next attempt, after one that certainly did nothing. */
    public Placing again(String problem, Instant next) {
        return new Placing(terms, approval, new Attempt(attempt.number() + 1, 0, next, problem));
    }

    /** The next attempt, after one of which nobody knows what it did. */
    public Placing doubt(String problem, Instant next) {
        return new Placing(terms, approval, new Attempt(attempt.number() + 1, 1, next, problem));
    }

    /** Read back and not found: look once more before it is placed again. */
    public Placing notFound(Instant next) {
        return new Placing(
                terms, approval, new Attempt(attempt.number() + 1, attempt.unsure() + 1, next, attempt.problem()));
    }

    /** The provider has it. */
    public Pending placed(Receipt receipt, Duration effect) {
        return new Pending(terms, approval, receipt, receipt.at().plus(effect), null);
    }

    /** The provider certainly does not have it and will not get it. */
    public Ended fail(String problem, Instant at) {
        return new Ended(terms, OrderStatus.FAILED, approval, problem, at);
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
