package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.ads.Gaql.Condition;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether a row meets a query's conditions; those on dates have chosen the rows already. */
final class Filter {
    private Filter() {}

    static boolean passes(List<Condition> conditions, Row row) {
        return conditions.stream().allMatch(condition -> passes(condition, row));
    }

    private static boolean passes(Condition condition, Row row) {
        Field field = Field.of(condition.field()).orElseThrow();
        if (field == Field.DATE) {
            return true;
        }
        Object value = field.value(row);
        List<String> wanted = condition.values();
        return switch (condition.operator()) {
            case EQUALS -> compare(value, wanted.getFirst()) == 0;
            case DIFFERS -> compare(value, wanted.getFirst()) != 0;
            case LESS -> compare(value, wanted.getFirst()) < 0;
            case AT_MOST -> compare(value, wanted.getFirst()) <= 0;
            case MORE -> compare(value, wanted.getFirst()) > 0;
            case AT_LEAST -> compare(value, wanted.getFirst()) >= 0;
            case IN -> wanted.stream().anyMatch(one -> compare(value, one) == 0);
            case NOT_IN -> wanted.stream().noneMatch(one -> compare(value, one) == 0);
            case BETWEEN -> compare(value, wanted.getFirst()) >= 0 && compare(value, wanted.getLast()) <= 0;
            case DURING -> false;
        };
    }

    /** Numbers by size, everything else by its letters. */
    static int compare(@Nullable Object found, String other) {
        Object value = found == null ? "" : found;
        if (value instanceof Number number && other.matches("-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?")) {
            return new BigDecimal(number.toString()).compareTo(new BigDecimal(other));
        }
        return value.toString().compareToIgnoreCase(other);
    }
}
