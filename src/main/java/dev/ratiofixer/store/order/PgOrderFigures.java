package dev.ratiofixer.store.order;

import dev.ratiofixer.smm.order.OrderFigures;
import dev.ratiofixer.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Counts open orders in PostgreSQL, by an index of open ones alone. */
public final class PgOrderFigures implements OrderFigures.Source {
    private static final String OPEN = """
            SELECT count(*) FILTER (WHERE status = 'proposed') AS proposed,
                   count(*) FILTER (WHERE status = 'pending' AND order_type = 'ad_budget' AND effect_until < $1) AS not_back
            FROM youtube_ratio_fixer_orders WHERE status IN ('proposed', 'pending')
            """;
    private static final String HELD = """
            SELECT currency, held_micros FROM ratio_fixer_spend_days WHERE day = $1 AND service_id = ''
            """;

    private final SqlClient reads;

    public PgOrderFigures(Database database) {
        this.reads = database.reads();
    }

    @Override
    public Future<OrderFigures> at(Instant now) {
        var utc = now.atOffset(ZoneOffset.UTC);
        return reads.preparedQuery(OPEN)
                .execute(Tuple.of(utc))
                .compose(open -> reads.preparedQuery(HELD)
                        .execute(Tuple.of(utc.toLocalDate()))
                        .map(held -> figures(open.iterator().next(), held)));
    }

    private static OrderFigures figures(Row open, Iterable<Row> days) {
        Map<String, Long> held = new HashMap<>();
        days.forEach(day -> held.put(day.getString("currency"), day.getLong("held_micros")));
        return new OrderFigures(open.getLong("proposed"), open.getLong("not_back"), held);
    }
}
