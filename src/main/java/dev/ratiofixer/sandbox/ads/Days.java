package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.ads.GaqlParser.Gaql.Condition;
import dev.ratiofixer.sandbox.ads.GaqlParser.Unreadable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * The days that a query asks for, both included.
 *
 * @param bounded whether the query bounded them at both ends
 */
record Days(LocalDate from, LocalDate to, boolean bounded) {
    private static final LocalDate EVER = LocalDate.of(2000, 1, 1);

    /** Those that conditions on {@code segments.date} leave, {@code today} being the account's day. */
    static Days of(List<Condition> conditions, LocalDate today) throws Unreadable {
        LocalDate from = EVER;
        LocalDate to = today;
        boolean above = false;
        boolean below = false;
        for (Condition condition : conditions) {
            Days days = of(condition, today);
            above |= days.from.isAfter(EVER);
            below |= !days.to.equals(LocalDate.MAX);
            from = days.from.isAfter(from) ? days.from : from;
            to = days.to.isBefore(to) ? days.to : to;
        }
        return new Days(from, to, above && below);
    }

    private static Days of(Condition condition, LocalDate today) throws Unreadable {
        String first = condition.values().getFirst();
        return switch (condition.operator()) {
            case EQUALS -> new Days(date(first), date(first), true);
            case BETWEEN -> new Days(date(first), date(condition.values().getLast()), true);
            case AT_LEAST -> new Days(date(first), LocalDate.MAX, false);
            case MORE -> new Days(date(first).plusDays(1), LocalDate.MAX, false);
            case AT_MOST -> new Days(EVER, date(first), false);
            case LESS -> new Days(EVER, date(first).minusDays(1), false);
            case DURING -> during(first, today);
            case IN, NOT_IN, DIFFERS ->
                throw new Unreadable(AdsFailure.query(
                        "OPERATOR_FIELD_MISMATCH", "The operator cannot be used with field 'segments.date'."));
        };
    }

    private static Days during(String named, LocalDate today) throws Unreadable {
        return switch (named) {
            case "TODAY" -> new Days(today, today, true);
            case "YESTERDAY" -> new Days(today.minusDays(1), today.minusDays(1), true);
            case "LAST_7_DAYS" -> new Days(today.minusDays(7), today.minusDays(1), true);
            case "LAST_14_DAYS" -> new Days(today.minusDays(14), today.minusDays(1), true);
            case "LAST_30_DAYS" -> new Days(today.minusDays(30), today.minusDays(1), true);
            case "THIS_MONTH" -> new Days(today.withDayOfMonth(1), today, true);
            case "LAST_MONTH" -> month(YearMonth.from(today).minusMonths(1));
            default ->
                throw new Unreadable(
                        AdsFailure.query("INVALID_VALUE_WITH_DURING_OPERATOR", "'" + named + "' is no date range."));
        };
    }

    private static Days month(YearMonth month) {
        return new Days(month.atDay(1), month.atEndOfMonth(), true);
    }

    private static LocalDate date(String text) throws Unreadable {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new Unreadable(AdsFailure.query(
                    "UNEXPECTED_INPUT", "Invalid date '" + text + "': it has to be written YYYY-MM-DD."));
        }
    }
}
