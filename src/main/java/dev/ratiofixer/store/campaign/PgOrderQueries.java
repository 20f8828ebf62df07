package dev.ratiofixer.store.campaign;

import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.Page;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.store.Keyset;
import dev.ratiofixer.store.StatementFailures;
import dev.ratiofixer.store.order.OrderListRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Orders of one campaign or of all, with their audit trails. */
final class PgOrderQueries {
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
