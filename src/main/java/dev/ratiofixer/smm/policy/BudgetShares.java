package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.order.SetDailyBudget;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose a day's spend was. Budgets change within a day, and Google tells spend by day: a day's cost is shared out by
 * budget times time, and of an order's share the part above the owner's own budget is the order's.
 */
final class BudgetShares {
    /** A budget that was in force for a while. {@code to} is exclusive. */
    record Period(SetDailyBudget budget, Instant from, Instant to) {}

    private final List<Period> stretches;
    private final ZoneId zone;

    /** @param stretches all of the service's; between them the owner's own budget was in force */
    BudgetShares(List<Period> stretches, ZoneId zone) {
        this.stretches = List.copyOf(stretches);
        this.zone = zone;
    }

    /** A day of which an order owns a share. */
    record Share(AdsDay day, double above) {}

    /** For each day, which share of its cost and views came from the amount above the baseline of {@code own}. */
    List<Share> above(Period own, List<AdsDay> days) {
        List<Share> shares = new ArrayList<>();
        double after = own.budget().after().effective().micros();
        double baseline = own.budget().baseline().micros();
        if (after <= baseline) {
            return shares;
        }
        for (AdsDay day : days) {
            double weight = after * hours(own, day.date());
            if (weight > 0) {
                shares.add(new Share(day, weight / total(own, day.date()) * (after - baseline) / after));
            }
        }
        return shares;
    }

    private double total(Period own, LocalDate date) {
        double weight = 0;
        double covered = 0;
        for (Period stretch : stretches) {
            double hours = hours(stretch, date);
            covered += hours;
            weight += stretch.budget().after().effective().micros() * hours;
        }
        double day = Duration.between(start(date), start(date.plusDays(1))).toMillis();
        return weight + own.budget().baseline().micros() * Math.max(0, day - covered);
    }

    private double hours(Period stretch, LocalDate date) {
        long from = Math.max(stretch.from().toEpochMilli(), start(date).toEpochMilli());
        long to = Math.min(stretch.to().toEpochMilli(), start(date.plusDays(1)).toEpochMilli());
        return Math.max(0, to - from);
    }

    private Instant start(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }
}
