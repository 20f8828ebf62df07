package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.ads.GaqlParser.Gaql.Condition;
import dev.ratiofixer.sandbox.ads.GaqlParser.Gaql.Operator;
import dev.ratiofixer.sandbox.ads.GaqlParser.Gaql.OrderBy;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a query; throws {@link Unreadable} with Google's code for what it cannot. */
final class GaqlParser {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:'([^']*)'|\"([^\"]*)\"|([A-Za-z_][A-Za-z0-9_.]*|[0-9]+)|(<=|>=|!=|[=<>(),]))\\s*");

    /** A query that cannot be read, with the error that says why. */
    static final class Unreadable extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient AdsFailure failure;

        Unreadable(AdsFailure failure) {
            super(failure.message(), null, false, false);
            this.failure = failure;
        }

        AdsFailure failure() {
            return failure;
        }
    }

    private record Token(String text, boolean quoted) {}

    private final List<Token> tokens;
    private int at;

    private GaqlParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Gaql parse(String query) throws Unreadable {
        return new GaqlParser(tokens(query)).query();
    }

    private static List<Token> tokens(String query) throws Unreadable {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(query.strip());
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(token(matcher));
            end = matcher.end();
            matcher.region(end, matcher.regionEnd());
        }
        if (end < query.strip().length()) {
            throw unexpected(query.strip().substring(end));
        }
        return tokens;
    }

    private static Token token(Matcher matcher) {
        for (int quoted = 1; quoted <= 2; quoted++) {
            if (matcher.group(quoted) != null) {
                return new Token(matcher.group(quoted), true);
            }
        }
        return new Token(matcher.group(3) != null ? matcher.group(3) : matcher.group(4), false);
    }

    private Gaql query() throws Unreadable {
        expect("SELECT");
        List<String> select = new ArrayList<>(List.of(next()));
        while (accept(",")) {
            select.add(next());
        }
        expect("FROM");
        String from = next();
        List<Condition> where = new ArrayList<>();
        if (accept("WHERE")) {
            do {
                where.add(condition());
            } while (accept("AND"));
        }
        List<OrderBy> orders = orders();
        int limit = accept("LIMIT") ? limit(next()) : Integer.MAX_VALUE;
        if (at < tokens.size()) {
            throw unexpected(tokens.get(at).text());
        }
        return new Gaql(List.copyOf(select), from, List.copyOf(where), orders, limit);
    }

    private List<OrderBy> orders() throws Unreadable {
        List<OrderBy> orders = new ArrayList<>();
        if (accept("ORDER")) {
            expect("BY");
            do {
                String field = next();
                boolean ascending = accept("ASC");
                orders.add(new OrderBy(field, !ascending && accept("DESC")));
            } while (accept(","));
        }
        return List.copyOf(orders);
    }

    private static int limit(String digits) throws Unreadable {
        if (!digits.chars().allMatch(Character::isDigit) || digits.length() > 9 || Integer.parseInt(digits) == 0) {
            throw new Unreadable(AdsFailure.query("LIMIT_VALUE_TOO_LOW", "Limit value must be positive."));
        }
        return Integer.parseInt(digits);
    }

    private Condition condition() throws Unreadable {
        String field = next();
        Operator operator = operator(next());
        return new Condition(field, operator, values(operator));
    }

    private List<String> values(Operator operator) throws Unreadable {
        return switch (operator) {
            case IN, NOT_IN -> list();
            case BETWEEN -> {
                String low = next();
                expect("AND");
                yield List.of(low, next());
            }
            case EQUALS, DIFFERS, LESS, AT_MOST, MORE, AT_LEAST, DURING -> List.of(next());
        };
    }

    private Operator operator(String text) throws Unreadable {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "=" -> Operator.EQUALS;
            case "!=" -> Operator.DIFFERS;
            case "<" -> Operator.LESS;
            case "<=" -> Operator.AT_MOST;
            case ">" -> Operator.MORE;
            case ">=" -> Operator.AT_LEAST;
            case "IN" -> Operator.IN;
            case "BETWEEN" -> Operator.BETWEEN;
            case "DURING" -> Operator.DURING;
            case "NOT" -> {
                expect("IN");
                yield Operator.NOT_IN;
            }
            default -> throw unexpected(text);
        };
    }

    private List<String> list() throws Unreadable {
        expect("(");
        List<String> values = new ArrayList<>(List.of(next()));
        while (accept(",")) {
            values.add(next());
        }
        expect(")");
        return List.copyOf(values);
    }

    private String next() throws Unreadable {
        if (at >= tokens.size()) {
            throw new Unreadable(
                    AdsFailure.query("UNEXPECTED_END_OF_QUERY", "Error in query: unexpected end of query."));
        }
        return tokens.get(at++).text();
    }

    private boolean accept(String keyword) {
        boolean there = at < tokens.size()
                && !tokens.get(at).quoted()
                && tokens.get(at).text().equalsIgnoreCase(keyword);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String keyword) throws Unreadable {
        if (!accept(keyword)) {
            throw unexpected(next());
        }
    }

    private static Unreadable unexpected(String input) {
        return new Unreadable(AdsFailure.query("UNEXPECTED_INPUT", "Error in query: unexpected input " + input + "."));
    }

    /**
     * A query of the Google Ads Query Language, as far as the sandbox reads it: {@code SELECT … FROM … WHERE … AND …
     * ORDER BY … LIMIT n}.
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
}
