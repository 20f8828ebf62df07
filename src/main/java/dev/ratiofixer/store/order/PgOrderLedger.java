package dev.ratiofixer.store.order;

import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.PgOrderLedger.OrderReads;
import dev.ratiofixer.store.StatementFailures;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
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

    private final Database database;
    private final String node;
    private final String process = UUID.randomUUID().toString();
    private final Patience patience;
    private final OrderReads reads;

    /** @param node the name that campaigns are leased to on this node */
    public PgOrderLedger(Database database, String node) {
        this(database, node, Patience.DEFAULT);
    }

    public PgOrderLedger(Database database, String node, Patience patience) {
        this.database = database;
        this.node = node;
        this.patience = patience;
        this.reads = new OrderReads(database.reads());
    }

    @Override
    public Future<CampaignOrderHistory> book(String campaignId, VideoId video, Instant now) {
        return reads.book(campaignId, video, now, now.minus(READINGS_KEPT), BOOK)
                .recover(StatementFailures::refused);
    }

    @Override
    public Future<Void> remember(String campaignId, CampaignReading reading) {
        return database.reads()
                .preparedQuery(OrderSql.REMEMBER)
                .execute(Tuple.tuple()
                        .addString(campaignId)
                        .addOffsetDateTime(time(reading.at()))
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
        return database.pool()
                .withTransaction(connection -> writes(connection).insert(order, rules, event))
                .recover(StatementFailures::refused);
    }

    @Override
    public Future<Changed> change(String orderId, Instant now, Transition transition) {
        return database.pool()
                .withTransaction(connection -> writes(connection).change(orderId, now, transition))
                .recover(StatementFailures::refused);
    }

    @Override
    public Future<List<Order>> claimDue(Instant now, int limit, Set<String> inHand) {
        return database.pool()
                .preparedQuery(OrderSql.CLAIM)
                .execute(Tuple.tuple()
                        .addString(node)
                        .addOffsetDateTime(time(now))
                        .addInteger(limit)
                        .addDouble(seconds(patience.claim()))
                        .addArrayOfString(inHand.toArray(new String[0]))
                        .addString(process)
                        .addDouble(seconds(patience.landing())))
                .map(OrderReads::orders);
    }

    @Override
    public Future<Boolean> confirm(Order order) {
        return database.pool()
                .preparedQuery(OrderSql.CONFIRM)
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
        return database.pool()
                .preparedQuery(OrderSql.LET_GO)
                .execute(Tuple.of(driver()))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Instant>> nextDue(Instant now, Set<String> inHand) {
        return database.reads()
                .preparedQuery(OrderSql.NEXT_DUE)
                .execute(Tuple.tuple()
                        .addString(node)
                        .addArrayOfString(inHand.toArray(new String[0]))
                        .addOffsetDateTime(time(now))
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

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
