package dev.ratiofixer.http.report;

import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.query.EffectCosts.CostInterval;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.OrderTrail.Measured;
import dev.ratiofixer.http.api.CostOperation.EngagedViewCosts;
import dev.ratiofixer.http.api.CostOperation.EngagedViewCosts.EngagedCost;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.stats.Quantiles;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says figures in the words of somebody who markets music. Times are UTC, as the page says. */
final class ReportWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private ReportWords() {}

    static String day(Instant at) {
        return DAY.format(at.atOffset(ZoneOffset.UTC));
    }

    static String minute(Instant at) {
        return MINUTE.format(at.atOffset(ZoneOffset.UTC));
    }

    static String count(double value) {
        return String.format(Locale.ENGLISH, "%,d", Math.round(value));
    }

    /** Two decimals, or as many as a small amount needs to be seen. */
    static String money(Money money) {
        BigDecimal exact = BigDecimal.valueOf(money.micros(), 6);
        boolean small = exact.signum() != 0 && exact.abs().compareTo(CENT) < 0;
        BigDecimal shown = exact.setScale(small ? 4 : 2, RoundingMode.HALF_UP);
        return String.format(Locale.ENGLISH, "%," + (small ? ".4f" : ".2f"), shown) + " " + money.currency();
    }

    static String sums(Collection<Money> all) {
        return all.isEmpty() ? "nothing" : all.stream().map(ReportWords::money).collect(Collectors.joining(" and "));
    }

    static String type(OrderType type) {
        return switch (type) {
            case AD_BUDGET -> "Ads budget";
            case OWNER_COMMENT -> "Comment by the channel";
            case TEAM_TASK -> "Task for the team";
        };
    }

    static String order(OrderStatus status) {
        return switch (status) {
            case PENDING, PLACING -> "running";
            case COMPLETED -> "done";
            case PROPOSED -> "waiting for approval";
            case APPROVED -> "approved";
            case REJECTED -> "rejected";
            case FAILED -> "failed";
            case CANCELLED -> "called off";
            case EXPIRED -> "not approved in time";
        };
    }

    static String campaign(CampaignStatus status) {
        return switch (status) {
            case SCHEDULED -> "scheduled";
            case IDLE -> "not started yet";
            case RUNNING -> "running";
            case PAUSED -> "paused";
            case STOPPED -> "stopped";
            case COMPLETED -> "completed";
            case FAILED -> "ended by a failure";
        };
    }

    /** Where a count lies, against videos like it. */
    static String place(long count, Quantiles expected) {
        if (count < expected.p10()) {
            return "far fewer than usual";
        }
        if (count < expected.p25()) {
            return "fewer than usual";
        }
        if (count <= expected.p75()) {
            return "as many as usual";
        }
        return count <= expected.p90() ? "more than usual" : "far more than usual";
    }

    /** A sentence about a counter now; what cannot be said says why. */
    static String standing(String name, @Nullable Long count, @Nullable Quantiles expected, boolean compared) {
        if (count == null) {
            return "YouTube does not show how many " + name + " this video has, so nothing can be said about them.";
        }
        String counted = "The video has " + count(count) + " " + name + ". ";
        if (expected != null) {
            return counted + "That is " + place(count, expected)
                    + ": half of the videos like it, as old and with as many"
                    + " views, have between " + count(expected.p25()) + " and " + count(expected.p75())
                    + ", and the typical one has " + count(expected.p50()) + ".";
        }
        return counted
                + (compared
                        ? "They are not compared yet: the first comparison comes after a few readings."
                        : "They are not compared with other videos: YouTube has not given this installation the right to"
                                + " derive figures from its counters.");
    }

    /** What came of orders, with the interval that holds it in nine cases of ten. */
    static String effect(String name, @Nullable Measured measured, @Nullable String why) {
        if (measured == null) {
            return "Not measurable: " + (why == null ? "it was not looked for" : why) + ".";
        }
        String range = "between " + signed(measured.low()) + " and " + signed(measured.high());
        String about = signed(measured.estimate()) + " " + name + " (" + range + ")";
        if (measured.low() > 0) {
            return about;
        }
        return about + (measured.high() < 0 ? ": fewer than without" : ": this could be chance");
    }

    static String signed(double value) {
        long whole = Math.round(value);
        return (whole > 0 ? "+" : whole < 0 ? "\u2212" : "") + count((double) Math.abs(whole));
    }

    /** What one more cost. */
    static String cost(@Nullable CostInterval cost, String currency) {
        if (cost == null) {
            return "cannot be told: no gain was measured";
        }
        String low = money(cost.low(), currency);
        Double estimate = cost.estimate();
        Double high = cost.high();
        return estimate == null || high == null
                ? "at least " + low + "; it cannot be told how much more, as it may have brought none"
                : "about " + money(estimate, currency) + " (between " + low + " and " + money(high, currency) + ")";
    }

    /** What one more engaged view of some orders cost, by currency, or why that is not known. */
    static String engaged(EngagedViewCosts costs, List<OrderTrail> orders) {
        return orders.stream()
                .collect(Collectors.groupingBy(
                        trail -> trail.order().cost().currency(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(each -> engaged(costs.of(each.getValue()), each.getKey()))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String engaged(EngagedCost known, String currency) {
        CostInterval cost = known.cost();
        String note = known.note();
        if (cost == null) {
            return note == null ? "not known" : note;
        }
        return cost(cost, currency) + (note == null || cost.high() == null ? "" : "; " + note);
    }

    private static String money(double amount, String currency) {
        return money(new Money(Math.round(amount * 1e6), currency));
    }
}
