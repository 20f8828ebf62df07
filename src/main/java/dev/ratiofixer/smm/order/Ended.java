package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.OrderStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Over without an effect: {@code rejected}, {@code failed}, {@code cancelled} or {@code expired}. Its reservation is
 * free again.
 */
public record Ended(
        OrderTerms terms, OrderStatus status, @Nullable Approval approval, String reason, Instant at) implements Order {
    @Override
    public Money held() {
        return Money.zero(terms.cost().currency());
    }

    @Override
    public Optional<Instant> due() {
        return Optional.empty();
    }
}
