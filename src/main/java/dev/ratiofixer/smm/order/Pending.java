package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.OrderStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider has it, and its effect is awaited.
 *
 * @param until the end of its term or of its effect, or when to try again to end it
 * @param endedAt since when it works no more and only awaits settlement
 */
public record Pending(
        OrderTerms terms,
        Approval approval,
        Receipt receipt,
        Instant until,
        @Nullable Instant endedAt) implements Order {
    /** It works no more (its term is over, or the next order took its place); it is settled at {@code settleAt}. */
    public Pending end(Instant at, Instant settleAt) {
        return new Pending(terms, approval, receipt, settleAt, at);
    }

    /** The end of its term could not be carried out or settled: try again. */
    public Pending later(Instant next) {
        return new Pending(terms, approval, receipt, next, endedAt);
    }

    /** What it cost and brought is known. */
    public Completed complete(Settlement settlement, Instant at) {
        return new Completed(terms, approval, receipt, settlement, at);
    }

    /** A task that nobody did. */
    public Ended expire(String reason, Instant at) {
        return new Ended(terms, OrderStatus.EXPIRED, approval, reason, at);
    }

    @Override
    public OrderStatus status() {
        return OrderStatus.PENDING;
    }

    @Override
    public Money held() {
        return terms.cost();
    }

    @Override
    public Optional<Instant> due() {
        return Optional.of(until);
    }
}
