package dev.ratiofixer.store.campaign;

import dev.ratiofixer.campaign.CampaignSnapshot.Attention;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.query.CampaignFilter;
import dev.ratiofixer.campaign.query.CampaignFilter.CampaignSort;
import dev.ratiofixer.campaign.query.CampaignFilter.SortKey;
import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.KeptDecision;
import dev.ratiofixer.campaign.query.ListedCampaign;
import dev.ratiofixer.campaign.query.ListedCampaign.CampaignTotals;
import dev.ratiofixer.campaign.query.ListedCampaign.CurrencyTotal;
import dev.ratiofixer.campaign.query.ListedCampaign.OwnerTotal;
import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.Page;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.campaign.query.SampleRange;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.order.TrialLog.TrialRecord;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.store.Keyset;
import dev.ratiofixer.store.Keyset.KeyedKeyset;
import dev.ratiofixer.store.StatementFailures;
import dev.ratiofixer.store.campaign.CampaignFilterSql.CampaignListSql;
import dev.ratiofixer.store.order.OrderRow.OrderListRow;
import dev.ratiofixer.store.order.PgTrials;
import dev.ratiofixer.store.sample.SampleWriter.SampleRow;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.VideoForm;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists over all campaigns of all nodes. A page of the newest costs its rows, however deep it lies; in another order,
 * and for totals, it costs the filter's campaigns.
 */
public final class PgCampaignQueries implements CampaignQueries {
    private final Database database;
    private final PgOrderQueries orders;
    private final PgTrials trials;

    public PgCampaignQueries(Database database) {
        this.database = database;
        this.orders = new PgOrderQueries(database);
        this.trials = new PgTrials(database);
    }

    @Override
    public Future<Page<ListedCampaign>> campaigns(CampaignFilter filter, PageRequest page) {
        return listed(filter, page)
                .compose(found -> sparklines(found.items(), filter.sparkline())
                        .map(lines -> new Page<>(
                                found.items().stream()
                                        .map(row -> listed(row, lines))
                                        .toList(),
                                found.next())));
    }

    private Future<Page<Row>> listed(CampaignFilter filter, PageRequest page) {
        Tuple arguments = CampaignFilterSql.arguments(filter);
        if (filter.sort().equals(CampaignSort.NEWEST)) {
            Keyset after = Keyset.parse(page.after());
            arguments
                    .addOffsetDateTime(after == null ? null : after.time())
                    .addString(after == null ? null : after.id());
            return rows(CampaignFilterSql.NEWEST, arguments.addInteger(page.limit() + 1))
                    .map(rows -> page(
                            list(rows, row -> row),
                            page.limit(),
                            row -> new Keyset(
                                    row.getOffsetDateTime("started_at").toInstant(), row.getString("campaign_id"))));
        }
        KeyedKeyset after = KeyedKeyset.parse(page.after());
        arguments
                .addString(after == null ? null : numeric(filter.sort(), after.key()))
                .addString(after == null ? null : after.id());
        return rows(CampaignFilterSql.by(filter.sort()), arguments.addInteger(page.limit() + 1))
                .map(rows -> pageOf(
                        list(rows, row -> row),
                        page.limit(),
                        row -> new KeyedKeyset(row.getString("sort_key"), row.getString("campaign_id")).text()));
    }

    /** The key of a page, which came from outside. */
    private static String numeric(CampaignSort sort, String key) {
        return sort.key() == SortKey.NAME ? key : Long.toString(Long.parseLong(key));
    }

    @Override
    public Future<CampaignTotals> totals(CampaignFilter filter) {
        return rows(CampaignFilterSql.TOTALS, CampaignFilterSql.arguments(filter))
                .map(PgCampaignQueries::totals);
    }

    private static CampaignTotals totals(RowSet<Row> rows) {
        Map<CampaignStatus, Long> statuses = new EnumMap<>(CampaignStatus.class);
        Map<Attention, Long> attention = new EnumMap<>(Attention.class);
        Map<String, Long> standing = new HashMap<>();
        List<CurrencyTotal> currencies = new ArrayList<>();
        List<OwnerTotal> owners = new ArrayList<>();
        for (Row row : rows) {
            String name = row.getString("name");
            long number = row.getLong("number");
            switch (row.getString("what")) {
                case "status" -> statuses.put(EnumText.to(CampaignStatus.class, name), number);
                case "attention" -> attention.put(EnumText.to(Attention.class, name), number);
                case "currency" ->
                    currencies.add(new CurrencyTotal(new Money(number, name), new Money(row.getLong("other"), name)));
                case "owner" -> owners.add(new OwnerTotal(name, row.getString("extra"), number));
                default -> standing.put(row.getString("what"), number);
            }
        }
        return new CampaignTotals(
                statuses.values().stream().mapToLong(Long::longValue).sum(),
                statuses,
                attention,
                standing.getOrDefault("as_expected", 0L),
                standing.getOrDefault("short_of_target", 0L),
                currencies,
                owners);
    }

    @Override
    public Future<Page<ExpectedSample>> samples(String campaignId, SampleRange range, PageRequest page) {
        Keyset after = Keyset.parse(page.after());
        Tuple arguments = Tuple.of(campaignId, Columns.timestamp(range.from()), Columns.timestamp(range.to()));
        if (range.points() != null) {
            return rows(CampaignListSql.THINNED, arguments.addInteger(range.points()))
                    .map(rows -> new Page<>(list(rows, SampleRow::expected), null));
        }
        arguments.addOffsetDateTime(after == null ? null : after.time()).addInteger(page.limit() + 1);
        return rows(CampaignListSql.SAMPLES, arguments)
                .map(rows -> page(
                        list(rows, SampleRow::expected),
                        page.limit(),
                        sample -> new Keyset(sample.sample().at(), "")));
    }

    @Override
    public Future<Page<OrderTrail>> orders(OrderFilter filter, PageRequest page) {
        return orders.page(filter, page);
    }

    @Override
    public Future<Page<KeptDecision>> decisions(String campaignId, PageRequest page) {
        Keyset after = Keyset.parse(page.after());
        Tuple arguments = Tuple.of(
                campaignId,
                after == null ? null : after.time(),
                after == null ? null : Long.valueOf(after.id()),
                page.limit() + 1);
        return rows(CampaignListSql.DECISIONS, arguments)
                .map(rows -> page(
                        list(rows, PgCampaignQueries::decision),
                        page.limit(),
                        kept -> new Keyset(kept.lastAt(), Long.toString(kept.id()))));
    }

    @Override
    public Future<List<TrialRecord>> trials(String campaignId) {
        return trials.of(campaignId);
    }

    static KeptDecision decision(Row row) {
        PolicyDecision answer = new PolicyDecision(
                row.getString("campaign_id"),
                row.getString("counter"),
                row.getString("standing"),
                EnumText.to(AnswerOutcome.class, row.getString("outcome")),
                EnumText.to(ReasonCode.class, row.getString("reason_code")),
                row.getString("detail"),
                row.getOffsetDateTime("at").toInstant(),
                row.getOffsetDateTime("next_look_at").toInstant());
        return new KeptDecision(
                row.getLong("decision_id"),
                answer,
                row.getOffsetDateTime("last_at").toInstant(),
                row.getInteger("times"));
    }

    @Override
    public Future<Integer> countOrders(OrderFilter filter, int most) {
        return orders.count(filter, most);
    }

    @Override
    public Future<ChannelKnowledge> channel(String channelId) {
        String[] live = Stream.of(CampaignStatus.values())
                .filter(CampaignStatus::isLive)
                .map(EnumText::of)
                .toArray(String[]::new);
        return rows(CampaignListSql.CHANNEL, Tuple.of(channelId, EnumText.of(VideoForm.VIDEO), live))
                .map(rows -> rows.size() == 0
                        ? ChannelKnowledge.unread()
                        : CampaignRow.channel(rows.iterator().next()));
    }

    private Future<Map<String, List<@Nullable Long>>> sparklines(List<Row> campaigns, int points) {
        Map<String, List<@Nullable Long>> lines = new HashMap<>();
        if (points == 0 || campaigns.isEmpty()) {
            return Future.succeededFuture(lines);
        }
        String[] ids =
                campaigns.stream().map(row -> row.getString("campaign_id")).toArray(String[]::new);
        return rows(CampaignListSql.SPARKLINES, Tuple.of(ids, points)).map(rows -> {
            rows.forEach(row -> lines.computeIfAbsent(row.getString("campaign_id"), first -> new ArrayList<>())
                    .add(row.getLong("likes")));
            return lines;
        });
    }

    private static ListedCampaign listed(Row row, Map<String, List<@Nullable Long>> lines) {
        CampaignView view = CampaignRow.view(row);
        String attention = row.getString("attention");
        return new ListedCampaign(
                view,
                attention == null ? null : EnumText.to(Attention.class, attention),
                row.getInteger("waiting_orders"),
                lines.getOrDefault(view.campaign().id(), List.of()));
    }

    private Future<RowSet<Row>> rows(String sql, Tuple arguments) {
        return database.reads().preparedQuery(sql).execute(arguments).recover(StatementFailures::refused);
    }

    static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapper) {
        List<T> list = new ArrayList<>(rows.size());
        rows.forEach(row -> list.add(mapper.apply(row)));
        return list;
    }

    /** One more than the limit was asked for: it says whether there is a next page. */
    static <T> Page<T> page(List<T> found, int limit, Function<T, Keyset> end) {
        return pageOf(found, limit, last -> end.apply(last).text());
    }

    private static <T> Page<T> pageOf(List<T> found, int limit, Function<T, String> end) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, end.apply(items.getLast()));
    }

    /** Orders of one campaign or of all, with their audit trails. */
    static final class PgOrderQueries {
        private final Database database;

        PgOrderQueries(Database database) {
            this.database = database;
        }

        Future<Page<OrderTrail>> page(OrderFilter filter, PageRequest page) {
            Keyset after = Keyset.parse(page.after());
            Tuple arguments = chosen(filter)
                    .addOffsetDateTime(after == null ? null : after.time())
                    .addString(after == null ? null : after.id())
                    .addInteger(page.limit() + 1);
            return rows(statement(filter), arguments).compose(rows -> {
                List<Row> orders = PgCampaignQueries.list(rows, row -> row);
                return trails(orders)
                        .map(trails -> PgCampaignQueries.page(
                                orders.stream()
                                        .map(row -> OrderListRow.trail(
                                                row, trails.getOrDefault(row.getString("order_id"), List.of())))
                                        .toList(),
                                page.limit(),
                                trail -> new Keyset(
                                        trail.order().orderedAt(), trail.order().orderId())));
            });
        }

        Future<Integer> count(OrderFilter filter, int most) {
            String statement = filter.campaignId() != null
                    ? CampaignListSql.COUNT_OF_CAMPAIGN
                    : filter.statuses().size() == 1 ? CampaignListSql.COUNT_OF_STATUS : CampaignListSql.COUNT_OF_ALL;
            return rows(statement, chosen(filter).addInteger(most))
                    .map(rows -> rows.iterator().next().getInteger(0));
        }

        /** The one whose index the filter has. */
        static String statement(OrderFilter filter) {
            if (filter.campaignId() != null) {
                return CampaignListSql.ORDERS_OF_CAMPAIGN;
            }
            return filter.statuses().size() == 1 ? CampaignListSql.ORDERS_OF_STATUS : CampaignListSql.ORDERS_OF_ALL;
        }

        static Tuple chosen(OrderFilter filter) {
            return Tuple.of(
                    filter.statuses().isEmpty()
                            ? null
                            : filter.statuses().stream().map(EnumText::of).toArray(String[]::new),
                    filter.campaignId(),
                    filter.serviceId(),
                    filter.type() == null ? null : EnumText.of(filter.type()),
                    filter.client());
        }

        private Future<Map<String, List<OrderTrail.TrailStep>>> trails(List<Row> orders) {
            String[] ids = orders.stream().map(row -> row.getString("order_id")).toArray(String[]::new);
            return rows(CampaignListSql.TRAILS, Tuple.of(ids)).map(rows -> {
                Map<String, List<OrderTrail.TrailStep>> trails = new HashMap<>();
                rows.forEach(row -> trails.computeIfAbsent(row.getString("order_id"), first -> new ArrayList<>())
                        .add(OrderListRow.step(row)));
                return trails;
            });
        }

        private Future<RowSet<Row>> rows(String sql, Tuple arguments) {
            return database.reads().preparedQuery(sql).execute(arguments).recover(StatementFailures::refused);
        }
    }
}
