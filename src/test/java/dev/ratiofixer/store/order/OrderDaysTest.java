package dev.ratiofixer.store.order;

import static dev.ratiofixer.smm.policy.PolicyFixtures.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.policy.PolicyFixtures;
import dev.ratiofixer.store.order.OrderRow.OrderDays;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What an order holds is shared out over its days to the micro, whatever becomes of it. */
class OrderDaysTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-12");

    private final PolicyFixtures here = new PolicyFixtures();
    private final SetDailyBudget raise = new SetDailyBudget(
            "111",
            null,
            "2301",
            usd("10.00"),
            new DailyBudget(usd("10.00"), true),
            new DailyBudget(usd("12.00"), true),
            Duration.ofHours(30));

    private Pending late(int hours) {
        Pending placed = (Pending) here.pending(raise, Duration.ofHours(30));
        return placed.notReturned(raise, true, "no", here.at().plus(Duration.ofHours(hours)));
    }

    private static long sum(OrderDays days) {
        return days.own()
                + days.extra().values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void anOrderThatIsInTimeCountsForItsOwnDay() {
        Order order = here.pending(raise, Duration.ofHours(1));
        OrderDays days = OrderDays.of(order, DAY);
        assertThat(days.own()).isEqualTo(order.held().micros());
        assertThat(days.extra()).isEmpty();
    }

    @Test
    void anOverdueOneCountsForEachDayThatItIsOverdue() {
        OrderDays days = OrderDays.of(late(48), DAY);
        assertThat(days.own()).isEqualTo(late(48).terms().cost().micros());
        assertThat(days.extra().size()).isGreaterThanOrEqualTo(3);
        assertThat(days.extra().values()).contains(4_000_000L);
    }

    @Property
    void nothingIsLostWhenItIsSettled(
            @ForAll @IntRange(max = 500) int hours, @ForAll @LongRange(min = 0, max = 900_000_000_000L) long spent) {
        Pending late = late(hours);
        OrderDays before = OrderDays.of(late, DAY);
        Order settled = late.complete(
                new Settlement(new Money(spent, "USD"), Effect.UNKNOWN, ""),
                here.at().plus(Duration.ofHours(hours)));
        OrderDays after = before.then(settled, DAY);

        assertThat(sum(before)).isEqualTo(late.held().micros());
        assertThat(sum(after)).isEqualTo(spent);
        assertThat(after.own()).isNotNegative();
        assertThat(after.extra().values()).allSatisfy(part -> assertThat(part).isNotNegative());
        List<Map.Entry<LocalDate, Money>> changes = before.changes(after, "USD");
        assertThat(changes.stream()
                        .mapToLong(change -> change.getValue().micros())
                        .sum())
                .isEqualTo(spent - late.held().micros());
        assertThat(changes).extracting(Map.Entry::getKey).isSortedAccordingTo((one, other) -> other.compareTo(one));
    }
}
