package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.ads.GaqlParser.Gaql;
import dev.ratiofixer.sandbox.ads.GaqlParser.Gaql.Condition;
import dev.ratiofixer.sandbox.ads.GaqlParser.Gaql.OrderBy;
import dev.ratiofixer.sandbox.ads.GaqlParser.Unreadable;
import dev.ratiofixer.sandbox.ads.Row.AdPlacement;
import dev.ratiofixer.sandbox.world.AdAccount;
import dev.ratiofixer.sandbox.world.AdAccount.AdBudget;
import dev.ratiofixer.sandbox.world.AdAccount.AdCampaign;
import dev.ratiofixer.sandbox.world.AdAccount.AdFigures;
import dev.ratiofixer.sandbox.world.World;
import java.math.BigDecimal;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** The fields that can be asked for. */
    enum Field {
        CAMPAIGN_RESOURCE_NAME("campaign.resource_name"),
        CAMPAIGN_ID("campaign.id"),
        CAMPAIGN_NAME("campaign.name"),
        CAMPAIGN_STATUS("campaign.status"),
        CAMPAIGN_TYPE("campaign.advertising_channel_type"),
        CAMPAIGN_BUDGET("campaign.campaign_budget"),
        CAMPAIGN_START("campaign.start_date_time", 23),
        CAMPAIGN_END("campaign.end_date_time", 23),
        CAMPAIGN_PRIMARY_STATUS("campaign.primary_status"),
        CAMPAIGN_PRIMARY_STATUS_REASONS("campaign.primary_status_reasons"),
        CAMPAIGN_DECLARATION("campaign.contains_eu_political_advertising"),
        CAMPAIGN_DECLARATION_MISSING("campaign.missing_eu_political_advertising_declaration", 22),
        BUDGET_RESOURCE_NAME("campaign_budget.resource_name"),
        BUDGET_ID("campaign_budget.id"),
        BUDGET_AMOUNT("campaign_budget.amount_micros"),
        BUDGET_TOTAL("campaign_budget.total_amount_micros"),
        BUDGET_SHARED("campaign_budget.explicitly_shared"),
        BUDGET_REFERENCES("campaign_budget.reference_count"),
        BUDGET_PERIOD("campaign_budget.period"),
        BUDGET_STATUS("campaign_budget.status"),
        CUSTOMER_ID("customer.id"),
        CUSTOMER_CURRENCY("customer.currency_code"),
        CUSTOMER_ZONE("customer.time_zone"),
        CURRENCY_CODE("currency_constant.code"),
        CURRENCY_UNIT("currency_constant.billable_unit_micros"),
        CURRENCY_MINIMUM("currency_constant.demand_gen_info.minimum_budget_per_day_micros", 26),
        COST("metrics.cost_micros"),
        IMPRESSIONS("metrics.impressions"),
        VIEWS("metrics.video_trueview_views"),
        AVERAGE_CPV("metrics.trueview_average_cpv"),
        DATE("segments.date"),
        HOUR("segments.hour"),
        NETWORK("segments.ad_network_type"),
        SUB_NETWORK("segments.ad_sub_network_type", 22);

        private final String path;
        private final int since;

        Field(String path) {
            this(path, 0);
        }

        /** @param since the version of the API that brought it */
        Field(String path, int since) {
            this.path = path;
            this.since = since;
        }

        static Optional<Field> of(String path) {
            return Arrays.stream(values())
                    .filter(field -> field.path.equals(path))
                    .findFirst();
        }

        /** Whether a version of the API has it. */
        boolean isIn(int version) {
            return since <= version;
        }

        String path() {
            return path;
        }

        boolean metric() {
            return path.startsWith("metrics.");
        }

        /**
         * Its value in a row; a {@link Long} is written as a string, as Google writes 64-bit numbers. {@code null} for
         * what has none, and for a flag that is not set, which Google leaves out.
         */
        @Nullable
        Object value(Row row) {
            return switch (this) {
                case CAMPAIGN_RESOURCE_NAME -> Names.campaign(row.campaign().id());
                case CAMPAIGN_ID -> row.campaign().id();
                case CAMPAIGN_NAME -> row.campaign().name();
                case CAMPAIGN_STATUS -> AdCampaignStatus.status(row);
                case CAMPAIGN_START -> AdCampaignStatus.start(row);
                case CAMPAIGN_END -> AdCampaignStatus.end(row);
                case CAMPAIGN_PRIMARY_STATUS -> AdCampaignStatus.primary(row);
                case CAMPAIGN_PRIMARY_STATUS_REASONS -> AdCampaignStatus.reasons(row);
                case CAMPAIGN_DECLARATION ->
                    row.rules().undeclared() ? "UNSPECIFIED" : "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING";
                case CAMPAIGN_DECLARATION_MISSING -> row.rules().undeclared() ? true : null;
                case CAMPAIGN_TYPE -> row.campaign().type().name();
                case CAMPAIGN_BUDGET, BUDGET_RESOURCE_NAME ->
                    Names.budget(row.budget().id());
                case BUDGET_ID -> row.budget().id();
                case BUDGET_AMOUNT ->
                    row.rules().totalBudget() ? null : row.budget().micros();
                case BUDGET_TOTAL -> row.rules().totalBudget() ? row.budget().micros() : null;
                case BUDGET_SHARED -> row.budget().shared();
                case BUDGET_REFERENCES -> (long) row.budget().campaigns().size();
                case BUDGET_PERIOD -> row.rules().totalBudget() ? "CUSTOM_PERIOD" : "DAILY";
                case BUDGET_STATUS -> "ENABLED";
                case CUSTOMER_ID -> Long.valueOf(AdAccount.CUSTOMER);
                case CUSTOMER_CURRENCY, CURRENCY_CODE -> row.account().currency();
                case CURRENCY_UNIT -> row.account().unitMicros();
                case CURRENCY_MINIMUM ->
                    row.account().minimumMicros() == 0 ? null : row.account().minimumMicros();
                case CUSTOMER_ZONE -> row.account().timeZone();
                case COST -> row.figures().costMicros();
                case IMPRESSIONS -> row.figures().impressions();
                case VIEWS -> row.figures().views();
                case AVERAGE_CPV -> row.figures().averageCpvMicros();
                case DATE -> row.date();
                case HOUR -> row.hour();
                case NETWORK -> row.network().type();
                case SUB_NETWORK -> row.network().subType();
            };
        }

        /** The path as JSON spells it. */
        String jsonPath() {
            StringBuilder camel = new StringBuilder();
            for (int i = 0; i < path.length(); i++) {
                boolean up = i > 0 && path.charAt(i - 1) == '_';
                if (path.charAt(i) != '_') {
                    camel.append(up ? Character.toUpperCase(path.charAt(i)) : path.charAt(i));
                }
            }
            return camel.toString();
        }
    }

    /** Decides whether a row meets a query's conditions; those on dates have chosen the rows already. */
    static final class Filter {
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
}
