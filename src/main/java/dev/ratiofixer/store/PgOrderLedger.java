package dev.ratiofixer.store;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderStatus;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignTotals;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.store.order.OrderRow;
import dev.ratiofixer.store.order.OrderSql;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** TODO. */
public interface PgOrderLedger {
    /** What is read of orders; on a transaction's connection it sees the transaction's own writes. */
    final class OrderReads {
        private final SqlClient client;

        public OrderReads(SqlClient client) {
            this.client = client;
        }

        public Future<CampaignOrderHistory> book(String campaignId, VideoId video, Instant now, Instant since, int limit) {
            Future<List<Order>> orders = client.preparedQuery(OrderSql.ORDERS)
                    .execute(Tuple.of(campaignId, limit))
                    .map(OrderReads::orders);
            Future<List<CampaignReading>> readings = readings(campaignId, since);
            Future<CampaignTotals> totals = totals(campaignId, now);
            Future<List<String>> texts = comments(video);
            return Future.all(orders, readings, totals, texts)
                    .map(all -> new CampaignOrderHistory(
                            orders.result(),
                            readings.result(),
                            totals.result(),
                            texts.result().size(),
                            Set.copyOf(new HashSet<>(texts.result()))));
        }

        public Future<CampaignTotals> totals(String campaignId, Instant now) {
            return client.preparedQuery(OrderSql.TOTALS)
                    .execute(Tuple.of(campaignId, now.atOffset(ZoneOffset.UTC)))
                    .map(rows -> totals(rows.iterator().next()));
        }

        /** The texts of all comments that were ordered on a video and not given up. */
        public Future<List<String>> comments(VideoId video) {
            return client.preparedQuery(OrderSql.VIDEO_COMMENTS)
                    .execute(Tuple.of(video.value()))
                    .map(rows -> {
                        List<String> texts = new ArrayList<>();
                        rows.forEach(row -> texts.add(row.getString("comment_text")));
                        return texts;
                    });
        }

        public Future<List<Order>> open(String campaignId) {
            return client.preparedQuery(OrderSql.OPEN).execute(Tuple.of(campaignId)).map(OrderReads::orders);
        }

        public Future<List<Order>> openCosts() {
            return client.preparedQuery(OrderSql.OPEN_COSTS).execute().map(OrderReads::orders);
        }

        public Future<List<Order>> leftOver(Instant now) {
            return client.preparedQuery(OrderSql.LEFT_OVER)
                    .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                    .map(OrderReads::orders);
        }

        public Future<List<OrderRecord>> records(String campaignId, String before, int limit) {
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

        public static List<Order> orders(RowSet<Row> rows) {
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

        private static CampaignReading reading(Row row) {
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
