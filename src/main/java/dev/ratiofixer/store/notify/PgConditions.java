package dev.ratiofixer.store.notify;

import dev.ratiofixer.notify.AlertCondition;
import dev.ratiofixer.notify.NotificationEvent;
import dev.ratiofixer.notify.NotificationOutbox.SpendingBounds;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.EnumText;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong now, in {@code ratio_fixer_conditions}. */
final class PgConditions {
    private static final Duration CONSENT_ENDS = Duration.ofDays(3);

    private final Database database;

    PgConditions(Database database) {
        this.database = database;
    }

    Future<Void> seen(List<AlertCondition> found) {
        Map<String, AlertCondition> each = new LinkedHashMap<>();
        found.forEach(condition -> each.put(condition.event() + "/" + condition.subject(), condition));
        List<AlertCondition> once = List.copyOf(each.values());
        Tuple columns = new Columns<>(once)
                .text(condition -> EnumText.of(condition.event()))
                .text(AlertCondition::subject)
                .text(AlertCondition::detail)
                .tuple();
        return database.pool()
                .preparedQuery(NoticeSql.SEEN)
                .execute(columns)
                .compose(noted -> database.pool().preparedQuery(NoticeSql.TELL).execute())
                .mapEmpty();
    }

    Future<Void> end(Duration unseen) {
        return database.pool()
                .preparedQuery(NoticeSql.END)
                .execute(Tuple.of((double) unseen.toSeconds()))
                .mapEmpty();
    }

    Future<List<AlertCondition>> all(@Nullable String client) {
        return database.reads()
                .preparedQuery(NoticeSql.CONDITIONS)
                .execute(Tuple.of(client))
                .map(rows -> {
                    List<AlertCondition> all = new ArrayList<>(rows.size());
                    rows.forEach(row -> all.add(new AlertCondition(
                            EnumText.to(NotificationEvent.class, row.getString("event")),
                            row.getString("subject"),
                            row.getString("detail"),
                            row.getOffsetDateTime("since").toInstant())));
                    return all;
                });
    }

    Future<List<AlertCondition>> stored(Instant now, SpendingBounds bounds) {
        OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
        Long perDay = bounds.perDay();
        List<Future<RowSet<Row>>> asked = List.of(
                database.reads().preparedQuery(NoticeSql.BUDGETS_NOT_BACK).execute(Tuple.of(time)),
                database.reads().preparedQuery(NoticeSql.CAMPAIGN_LIMITS).execute(),
                database.reads()
                        .preparedQuery(NoticeSql.ENGINE_LIMIT)
                        .execute(Tuple.of(time.toLocalDate(), perDay == null ? 0L : perDay, bounds.currency())),
                database.reads()
                        .preparedQuery(NoticeSql.ENDING)
                        .execute(Tuple.of(time, now.plus(CONSENT_ENDS).toString())));
        return Future.all(asked).map(done -> {
            List<AlertCondition> all = new ArrayList<>();
            done.<RowSet<Row>>list().forEach(rows -> rows.forEach(row -> all.add(NoticeRow.condition(row))));
            return all;
        });
    }
}
