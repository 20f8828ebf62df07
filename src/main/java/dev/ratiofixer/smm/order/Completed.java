package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.OrderStatus;
import java.time.Instant;
import java.util.Optional;

/** Done and settled. */
public record Completed(OrderTerms terms, Approval approval, Receipt receipt, Settlement settlement, Instant at)
        implements Order {
    @Override
    public OrderStatus status() {
        return OrderStatus.COMPLETED;
    }

    @Override
    public Money held() {
        return settlement.spent();
    }

    @Override
    public Optional<Instant> due() {
        return Optional.empty();
    }
}
