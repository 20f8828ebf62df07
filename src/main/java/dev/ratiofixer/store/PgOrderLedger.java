package dev.ratiofixer.store;

import dev.ratiofixer.smm.order.CampaignBook;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.OrderEvent;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderRecord;
import dev.ratiofixer.smm.order.Reading;
import dev.ratiofixer.smm.order.SpendRules;
import dev.ratiofixer.smm.order.Transition;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order ledger on PostgreSQL. Each write is a transaction that first locks the campaign's row, then the order's,
 * then the day's counters: always in that order, so that none waits for another in a ring.
 */
public final class PgOrderLedger implements OrderLedger {
    /** How long a node keeps an order to itself; longer than the requests of one step can take together. */
    private static final Duration CLAIM = Duration.ofMinutes(3);

    private static final Duration READINGS_KEPT = Duration.ofDays(60);
    private static final int BOOK = 200;

    private final Database database;
    private final String node;
    private final OrderReads reads;

    /** @param node the name that campaigns are leased to on this node */
    public PgOrderLedger(Database database, String node) {
        this.database = database;
        this.node = node;
        this.reads = new OrderReads(database.reads());
    }

    @Override
    public Future<CampaignBook> book(String campaignId, VideoId video, Instant now) {
        return reads.book(campaignId, video, now, now.minus(READINGS_KEPT), BOOK);
    }

    @Override
    public Future<Void> remember(String campaignId, Reading reading) {
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
                .mapEmpty();
    }

    @Override
    public Future<Written> write(Order order, SpendRules rules, OrderEvent event) {
        return database.pool()
                .withTransaction(connection -> new OrderWrites(connection, node, CLAIM).insert(order, rules, event));
    }

    @Override
    public Future<Changed> change(String orderId, Instant now, Transition transition) {
        return database.pool()
                .withTransaction(
                        connection -> new OrderWrites(connection, node, CLAIM).change(orderId, now, transition));
    }

    @Override
    public Future<List<Order>> claimDue(Instant now, int limit, Set<String> inHand) {
        return database.pool()
                .preparedQuery(OrderSql.CLAIM)
                .execute(Tuple.tuple()
                        .addString(node)
                        .addOffsetDateTime(time(now))
                        .addInteger(limit)
                        .addDouble((double) CLAIM.toSeconds())
                        .addArrayOfString(inHand.toArray(new String[0])))
                .map(OrderReads::orders);
    }

    @Override
    public Future<Optional<Instant>> nextDue(Set<String> inHand) {
        return database.reads()
                .preparedQuery(OrderSql.NEXT_DUE)
                .execute(Tuple.tuple().addString(node).addArrayOfString(inHand.toArray(new String[0])))
                .map(rows -> {
                    @Nullable OffsetDateTime due = rows.iterator().next().getOffsetDateTime("due");
                    return Optional.ofNullable(due).map(OffsetDateTime::toInstant);
                });
    }

    @Override
    public Future<List<Order>> open(String campaignId) {
        return reads.open(campaignId);
    }

    @Override
    public Future<List<Order>> openCosts() {
        return reads.openCosts();
    }

    @Override
    public Future<List<OrderRecord>> records(String campaignId, String before, int limit) {
        return reads.records(campaignId, before, limit);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
