package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.ads.Gaql.Condition;
import dev.ratiofixer.sandbox.ads.Gaql.OrderBy;
import dev.ratiofixer.sandbox.ads.GaqlParser.Unreadable;
import dev.ratiofixer.sandbox.ads.Row.AdPlacement;
import dev.ratiofixer.sandbox.world.AdBudget;
import dev.ratiofixer.sandbox.world.AdCampaign;
import dev.ratiofixer.sandbox.world.AdFigures;
import dev.ratiofixer.sandbox.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the rows that a query asks for. Figures lag behind, and are of hours that have ended. */
public final class Report {
    private static final Set<String> RESOURCES = Set.of("campaign", "campaign_budget", "customer", "currency_constant");

    private static final int DAY_HOURS = 24;

    private final World world;
    private final Duration lag;

    /** @param lag how far figures are behind, in simulated time */
    public Report(World world, Duration lag) {
        this.world = world;
        this.lag = lag;
    }

    /** The fields that a query selects; refuses fields and resources that there are not. */
    List<Field> check(Gaql gaql) throws Unreadable {
        if (!RESOURCES.contains(gaql.from())) {
            throw new Unreadable(AdsFailure.query(
                    "BAD_RESOURCE_TYPE_IN_FROM_CLAUSE", "'" + gaql.from() + "' is not a valid resource name."));
        }
        Set<Field> select = new LinkedHashSet<>();
        for (String path : gaql.select()) {
            select.add(field(path, gaql.from()));
        }
        for (Condition condition : gaql.where()) {
            field(condition.field(), gaql.from());
        }
        for (OrderBy order : gaql.orderBy()) {
            field(order.field(), gaql.from());
        }
        return List.copyOf(select);
    }

    private Field field(String path, String from) throws Unreadable {
        Field field = Field.of(path)
                .filter(known -> known.isIn(world.ads().rules().fieldsOf()))
                .orElseThrow(() -> new Unreadable(
                        AdsFailure.query("UNRECOGNIZED_FIELD", "Unrecognized field in the query: '" + path + "'.")));
        boolean currency = path.startsWith("currency_constant.");
        boolean fits = currency == from.equals("currency_constant") && fits(path, from);
        if (!fits) {
            throw new Unreadable(AdsFailure.query(
                    "PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE",
                    "The field '" + path + "' cannot be selected FROM " + from + "."));
        }
        return field;
    }

    private static boolean fits(String path, String from) {
        return from.equals("campaign")
                || from.equals("currency_constant")
                || path.startsWith("customer.")
                || (from.equals("campaign_budget") && path.startsWith("campaign_budget."));
    }

    /** The rows, filtered, ordered and cut. */
    List<Row> rows(Gaql gaql, List<Field> select) throws Unreadable {
        Instant seen = Instant.ofEpochMilli(world.nowMillis()).minus(lag);
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(world.nowMillis()), ZoneOffset.UTC);
        List<Condition> dates = gaql.where().stream()
                .filter(condition -> condition.field().equals(Field.DATE.path()))
                .toList();
        Days days = Days.of(dates, today);
        boolean byHour = select.contains(Field.HOUR);
        boolean byDay = byHour || select.contains(Field.DATE);
        if (byDay && dates.isEmpty()) {
            throw new Unreadable(AdsFailure.query(
                    "QUERY_ERROR",
                    "A query that selects 'segments.date' or 'segments.hour' needs a date range in its WHERE clause."));
        }
        boolean metrics = select.stream().anyMatch(Field::metric);
        List<Row> rows = new ArrayList<>();
        for (AdCampaign campaign : campaigns(gaql.from())) {
            rows.addAll(
                    byDay
                            ? daily(campaign, days, seen, byHour ? 1 : DAY_HOURS, metrics)
                            : List.of(whole(campaign, days, seen)));
        }
        boolean byNetwork = select.contains(Field.NETWORK);
        if (select.contains(Field.SUB_NETWORK) && !byNetwork) {
            throw new Unreadable(AdsFailure.query(
                    "PROHIBITED_SEGMENT_WITH_METRIC_IN_SELECT_OR_WHERE_CLAUSE",
                    "'segments.ad_sub_network_type' is selected together with 'segments.ad_network_type'."));
        }
        return rows.stream()
                .flatMap(row -> byNetwork ? apart(row) : Stream.of(row))
                .filter(row -> Filter.passes(gaql.where(), row))
                .sorted(order(gaql.orderBy()))
                .limit(gaql.limit())
                .toList();
    }

    /** By network; those on which nothing was served are left out. */
    private static Stream<Row> apart(Row row) {
        return Arrays.stream(AdPlacement.values())
                .map(network -> new Row(
                        row.campaign(),
                        row.budget(),
                        network.of(row.figures()),
                        row.account(),
                        row.date(),
                        row.hour(),
                        network))
                .filter(one -> !one.figures().none());
    }

    private List<AdCampaign> campaigns(String from) {
        List<AdCampaign> all = List.copyOf(world.ads().campaigns());
        return switch (from) {
            case "customer", "currency_constant" -> all.subList(0, 1);
            case "campaign_budget" ->
                all.stream()
                        .filter(campaign -> first(budget(campaign)) == campaign.id())
                        .toList();
            default -> all;
        };
    }

    private static long first(AdBudget budget) {
        return budget.campaigns().getFirst().id();
    }

    private AdBudget budget(AdCampaign campaign) {
        return world.ads().budget(campaign.budgetId()).orElseThrow();
    }

    private Row whole(AdCampaign campaign, Days days, Instant seen) {
        return new Row(
                campaign,
                budget(campaign),
                figures(campaign, start(days.from()), start(days.to().plusDays(1)), seen),
                world.ads().rules(),
                "",
                0,
                AdPlacement.DISCOVER);
    }

    /** @param each how many hours a row is of: one, or a day's */
    private List<Row> daily(AdCampaign campaign, Days days, Instant seen, int each, boolean metrics) {
        LocalDate first = LocalDate.ofInstant(world.opened(), ZoneOffset.UTC);
        LocalDate from = days.from().isBefore(first) ? first : days.from();
        List<Row> rows = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(days.to()); day = day.plusDays(1)) {
            for (int hour = 0; hour < DAY_HOURS; hour += each) {
                Instant start = start(day).plus(Duration.ofHours(hour));
                AdFigures figures = figures(campaign, start, start.plus(Duration.ofHours(each)), seen);
                // Google leaves out times at which nothing was served.
                if (metrics && !figures.none()) {
                    rows.add(new Row(
                            campaign,
                            budget(campaign),
                            figures,
                            world.ads().rules(),
                            day.toString(),
                            hour,
                            AdPlacement.DISCOVER));
                }
            }
        }
        return rows;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static AdFigures figures(AdCampaign campaign, Instant from, Instant to, Instant seen) {
        long end = Math.min(to.toEpochMilli(), seen.toEpochMilli());
        return campaign.video().figures(from.toEpochMilli(), Math.max(from.toEpochMilli(), end));
    }

    private Comparator<Row> order(List<OrderBy> orders) throws Unreadable {
        Comparator<Row> order = Comparator.comparingInt(row -> 0);
        for (OrderBy by : orders) {
            Field field = field(by.field(), "campaign");
            Comparator<Row> next = (left, right) -> Filter.compare(
                    field.value(left),
                    Objects.requireNonNullElse(field.value(right), "").toString());
            order = order.thenComparing(by.descending() ? next.reversed() : next);
        }
        return order;
    }
}
