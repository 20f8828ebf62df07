package dev.ratiofixer.store.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignTotals;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.StatementFailures;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order ledger on PostgreSQL. Each write is a transaction that first locks the campaign's row, then the order's,
 * then the day's counters: always in that order, so that none waits for another in a ring.
 */
public final class PgOrderLedger implements OrderLedger {
    private static final Duration READINGS_KEPT = Duration.ofDays(60);
    private static final int BOOK = 200;

    /**
     * How long others keep away from an order, by the database's clock.
     *
     * @param claim a node keeps an order to itself; longer than the requests of one step can take together
     * @param landing what a process has sent may still be under way after the process is gone
     */
    public record Patience(Duration claim, Duration landing) {
        public static final Patience DEFAULT = new Patience(Duration.ofMinutes(3), Duration.ofSeconds(30));
    }

    private final Pool pool;
    private final SqlClient client;
    private final String node;
    private final String process = UUID.randomUUID().toString();
    private final Patience patience;
    private final OrderReads reads;

    /** @param node the name that campaigns are leased to on this node */
    public PgOrderLedger(Database database, String node) {
        this(database, node, Patience.DEFAULT);
    }

    public PgOrderLedger(Database database, String node, Patience patience) {
        this.pool = database.pool();
        this.client = database.reads();
        this.node = node;
        this.patience = patience;
        this.reads = new OrderReads(client);
    }

    @Override
    public Future<CampaignOrderHistory> history(String campaignId, VideoId video, Instant now) {
        return reads.history(campaignId, video, now, now.minus(READINGS_KEPT), BOOK)
                .recover(StatementFailures::refused);
    }

    @Override
    public Future<Void> remember(String campaignId, CampaignReading reading) {
        return client.preparedQuery(OrderSql.REMEMBER)
                .execute(Tuple.tuple()
                        .addString(campaignId)
                        .addOffsetDateTime(Columns.timestamp(reading.at()))
                        .addLong(reading.views())
                        .addLong(reading.likes())
                        .addLong(reading.comments())
                        .addDouble(reading.targetLikes())
                        .addDouble(reading.targetComments())
                        .addString(reading.regime().name().toLowerCase(Locale.ROOT)))
                .<Void>mapEmpty()
                .recover(StatementFailures::refused);
    }

    @Override
    public Future<Written> write(Order order, SpendRules rules, OrderEvent event) {
        return pool.withTransaction(connection -> writes(connection).insert(order, rules, event))
                .recover(StatementFailures::refused);
    }

    @Override
    public Future<Changed> change(String orderId, Instant now, Transition transition) {
        return pool.withTransaction(connection -> writes(connection).change(orderId, now, transition))
                .recover(StatementFailures::refused);
    }

    @Override
    public Future<List<Order>> claimDue(Instant now, int limit, Set<String> inHand) {
        return pool.preparedQuery(OrderSql.CLAIM)
                .execute(Tuple.tuple()
                        .addString(node)
                        .addOffsetDateTime(Columns.timestamp(now))
                        .addInteger(limit)
                        .addDouble(seconds(patience.claim()))
                        .addArrayOfString(inHand.toArray(new String[0]))
                        .addString(process)
                        .addDouble(seconds(patience.landing())))
                .map(OrderReads::orders);
    }

    @Override
    public Future<Boolean> confirm(Order order) {
        return pool.preparedQuery(OrderSql.CONFIRM)
                .execute(Tuple.tuple()
                        .addString(order.id())
                        .addString(driver())
                        .addString(OrderRow.of(order).state())
                        .addDouble(seconds(patience.claim())))
                .map(updated -> updated.rowCount() == 1)
                .recover(StatementFailures::refused);
    }

    @Override
    public Future<Void> letGo() {
        return pool.preparedQuery(OrderSql.LET_GO).execute(Tuple.of(driver())).mapEmpty();
    }

    @Override
    public Future<Optional<Instant>> nextDue(Instant now, Set<String> inHand) {
        return client.preparedQuery(OrderSql.NEXT_DUE)
                .execute(Tuple.tuple()
                        .addString(node)
                        .addArrayOfString(inHand.toArray(new String[0]))
                        .addOffsetDateTime(Columns.timestamp(now))
                        .addDouble(seconds(patience.landing())))
                .map(rows -> {
                    @Nullable OffsetDateTime due = rows.iterator().next().getOffsetDateTime("due");
                    return Optional.ofNullable(due).map(OffsetDateTime::toInstant);
                });
    }

    @Override
    public Future<List<Order>> open(String campaignId) {
        return reads.open(campaignId).recover(StatementFailures::refused);
    }

    @Override
    public Future<List<Order>> openCosts() {
        return reads.openCosts();
    }

    @Override
    public Future<List<Order>> leftOver(Instant now) {
        return reads.leftOver(now);
    }

    @Override
    public Future<List<OrderRecord>> records(String campaignId, String before, int limit) {
        return reads.records(campaignId, before, limit).recover(StatementFailures::refused);
    }

    private OrderTransaction writes(SqlConnection connection) {
        return new OrderTransaction(connection, driver(), patience.claim());
    }

    /** A process of its own each: a frozen one and its successor have the node's name in common. */
    private String driver() {
        return node + "#" + process;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    /** What is read of orders; on a transaction's connection it sees the transaction's own writes. */
    static final class OrderReads {
        private final SqlClient client;

        OrderReads(SqlClient client) {
            this.client = client;
        }

        Future<CampaignOrderHistory> history(String campaignId, VideoId video, Instant now, Instant since, int limit) {
            Future<List<Order>> orders = client.preparedQuery(OrderSql.ORDERS)
                    .execute(Tuple.of(campaignId, limit))
                    .map(OrderReads::orders);
            Future<List<CampaignReading>> readings = readings(campaignId, since);
            Future<CampaignTotals> totals = totals(campaignId, now);
            Future<List<String>> texts = comments(video);
            Future<@Nullable Instant> published = published(campaignId);
            Future<List<Order>> ofOwner = client.preparedQuery(OrderSql.OF_OWNER)
                    .execute(Tuple.of(campaignId))
                    .map(OrderReads::orders);
            return Future.all(orders, readings, totals, texts, published, ofOwner)
                    .map(all -> new CampaignOrderHistory(
                            orders.result(),
                            readings.result(),
                            totals.result(),
                            texts.result().size(),
                            Set.copyOf(new HashSet<>(texts.result())),
                            published.result(),
                            ofOwner.result()));
        }

        private Future<@Nullable Instant> published(String campaignId) {
            return client.preparedQuery(OrderSql.PUBLISHED)
                    .execute(Tuple.of(campaignId))
                    .map(rows -> rows.size() == 0
                            ? null
                            : rows.iterator()
                                    .next()
                                    .getOffsetDateTime("video_published_at")
                                    .toInstant());
        }

        Future<CampaignTotals> totals(String campaignId, Instant now) {
            return client.preparedQuery(OrderSql.TOTALS)
                    .execute(Tuple.of(campaignId, now.atOffset(ZoneOffset.UTC)))
                    .map(rows -> totals(rows.iterator().next()));
        }

        /** The texts of all comments that were ordered on a video and not given up. */
        Future<List<String>> comments(VideoId video) {
            return client.preparedQuery(OrderSql.VIDEO_COMMENTS)
                    .execute(Tuple.of(video.value()))
                    .map(rows -> {
                        List<String> texts = new ArrayList<>();
                        rows.forEach(row -> texts.add(row.getString("comment_text")));
                        return texts;
                    });
        }

        Future<List<Order>> open(String campaignId) {
            return client.preparedQuery(OrderSql.OPEN)
                    .execute(Tuple.of(campaignId))
                    .map(OrderReads::orders);
        }

        Future<List<Order>> openCosts() {
            return client.preparedQuery(OrderSql.OPEN_COSTS).execute().map(OrderReads::orders);
        }

        Future<List<Order>> leftOver(Instant now) {
            return client.preparedQuery(OrderSql.LEFT_OVER)
                    .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                    .map(OrderReads::orders);
        }

        Future<List<OrderRecord>> records(String campaignId, String before, int limit) {
            return client.preparedQuery(OrderSql.PAGE)
                    .execute(Tuple.of(campaignId, before, limit))
                    .compose(rows -> {
                        Map<String, OrderRecord> records = new LinkedHashMap<>();
                        for (Row row : rows) {
                            Order order = OrderRow.read(row.getString("state"));
                            records.put(order.id(), new OrderRecord(order, new ArrayList<>()));
                        }
                        return history(records);
                    });
        }

        static List<Order> orders(RowSet<Row> rows) {
            List<Order> orders = new ArrayList<>(rows.size());
            rows.forEach(row -> orders.add(OrderRow.read(row.getString("state"))));
            return List.copyOf(orders);
        }

        private Future<List<OrderRecord>> history(Map<String, OrderRecord> records) {
            return client.preparedQuery(OrderSql.HISTORY)
                    .execute(Tuple.tuple().addArrayOfString(records.keySet().toArray(new String[0])))
                    .map(rows -> {
                        for (Row row : rows) {
                            Objects.requireNonNull(records.get(row.getString("order_id")))
                                    .history()
                                    .add(step(row));
                        }
                        return List.copyOf(records.values());
                    });
        }

        private static OrderRecord.Step step(Row row) {
            OrderStatus status = OrderStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
            return new OrderRecord.Step(
                    status,
                    new OrderEvent(
                            row.getOffsetDateTime("at").toInstant(),
                            row.getString("actor"),
                            row.getString("detail"),
                            row.getString("request_id")));
        }

        private Future<List<CampaignReading>> readings(String campaignId, Instant since) {
            return client.preparedQuery(OrderSql.READINGS)
                    .execute(Tuple.of(campaignId, since.atOffset(ZoneOffset.UTC)))
                    .map(rows -> {
                        List<CampaignReading> readings = new ArrayList<>(rows.size());
                        rows.forEach(row -> readings.add(reading(row)));
                        return List.copyOf(readings);
                    });
        }

        static CampaignReading reading(Row row) {
            return new CampaignReading(
                    row.getOffsetDateTime("at").toInstant(),
                    row.getLong("views"),
                    row.getLong("likes"),
                    row.getLong("comments"),
                    row.getDouble("target_likes"),
                    row.getDouble("target_comments"),
                    CountingRegime.valueOf(row.getString("counting_regime").toUpperCase(Locale.ROOT)));
        }

        private static CampaignTotals totals(Row row) {
            String currency = row.getString("currency");
            return new CampaignTotals(
                    currency == null ? null : new Money(row.getLong("held"), currency),
                    currency == null ? null : new Money(row.getLong("spent"), currency),
                    row.getLong("ordered_likes"),
                    row.getLong("ordered_comments"),
                    row.getLong("pending_likes"),
                    row.getLong("pending_comments"),
                    row.getLong("last_change"));
        }
    }
}
