package dev.ratiofixer.sandbox.ads;

import java.util.List;

/**
 * A query of the Google Ads Query Language, as far as the sandbox reads it: {@code SELECT … FROM … WHERE … AND … ORDER
 * BY … LIMIT n}.
 *
 * @param limit {@link Integer#MAX_VALUE} if there is none
 */
record Gaql(List<String> select, String from, List<Condition> where, List<OrderBy> orderBy, int limit) {
    /** The operators that the sandbox reads. */
    enum Operator {
        EQUALS,
        DIFFERS,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST,
        IN,
        NOT_IN,
        BETWEEN,
        DURING
    }

    /** One condition; {@code values} has two for BETWEEN and one for all but the lists. */
    record Condition(String field, Operator operator, List<String> values) {}

    /** One field to order by. */
    record OrderBy(String field, boolean descending) {}
}
