package dev.ratiofixer.store.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Unreturned;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * On which UTC days an order holds how much: all on the day that it counts for, unless its budget is overdue, which
 * holds something on each day since. The parts always add up to what the order holds. Pure.
 *
 * @param counted the day that it counts for
 * @param own micros of that day, without what an overdue budget holds
 * @param extra micros of days on which the budget was overdue
 */
record OrderDays(LocalDate counted, long own, NavigableMap<LocalDate, Long> extra) {
    /** Of an order before a change. */
    static OrderDays of(Order order, LocalDate counted) {
        NavigableMap<LocalDate, Long> extra = new TreeMap<>();
        if (order instanceof Pending pending) {
            Unreturned late = pending.unreturned();
            if (late != null) {
                late.days().forEach(day -> extra.merge(day.day(), day.cost().micros(), Math::addExact));
            }
        }
        return new OrderDays(counted, order.held().micros() - sum(extra), extra);
    }

    /** Of the order that it becomes: an overdue one knows its days, and what one is settled at is shared out alike. */
    OrderDays then(Order next, LocalDate day) {
        if (extra.isEmpty() || next instanceof Pending) {
            return of(next, day);
        }
        long all = own + sum(extra);
        NavigableMap<LocalDate, Long> shares = new TreeMap<>();
        extra.forEach((on, micros) -> shares.put(on, share(next.held().micros(), micros, all)));
        return new OrderDays(day, next.held().micros() - sum(shares), shares);
    }

    /** What changes by day, the latest first, as all lock days in that order; days without a change are left out. */
    List<Map.Entry<LocalDate, Money>> changes(OrderDays next, String currency) {
        NavigableMap<LocalDate, Long> sums = new TreeMap<>(Comparator.reverseOrder());
        next.extra.forEach((day, micros) -> sums.merge(day, micros, Math::addExact));
        sums.merge(next.counted, next.own, Math::addExact);
        extra.forEach((day, micros) -> sums.merge(day, -micros, Math::addExact));
        sums.merge(counted, -own, Math::addExact);
        return sums.entrySet().stream()
                .filter(change -> change.getValue() != 0)
                .map(change -> Map.entry(change.getKey(), new Money(change.getValue(), currency)))
                .toList();
    }

    private static long share(long of, long part, long all) {
        return all == 0
                ? 0
                : BigInteger.valueOf(of)
                        .multiply(BigInteger.valueOf(part))
                        .divide(BigInteger.valueOf(all))
                        .longValueExact();
    }

    private static long sum(Map<LocalDate, Long> parts) {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }
}
