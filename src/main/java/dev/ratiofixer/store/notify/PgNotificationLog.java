package dev.ratiofixer.store.notify;

import dev.ratiofixer.notify.Notice;
import dev.ratiofixer.notify.NotificationCenter.Delivery;
import dev.ratiofixer.notify.NotificationCenter.LoggedNotice;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.StatementFailures;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people were told. Any context may call. */
public final class PgNotificationLog {
    private final Database database;

    public PgNotificationLog(Database database) {
        this.database = database;
    }

    /** Notices before a number, newest first; {@code null} for the newest. */
    public Future<List<LoggedNotice>> log(@Nullable Long before, int limit) {
        return database.reads()
                .preparedQuery(NoticeSql.LOG)
                .execute(Tuple.of(before == null ? Long.MAX_VALUE : before, limit))
                .compose(rows -> {
                    List<Notice> notices = new ArrayList<>(rows.size());
                    rows.forEach(row -> notices.add(NoticeRow.notice(row)));
                    return deliveries(notices);
                })
                .recover(StatementFailures::refused);
    }

    private Future<List<LoggedNotice>> deliveries(List<Notice> notices) {
        Long[] ids = notices.stream().map(Notice::id).toArray(Long[]::new);
        return database.reads()
                .preparedQuery(NoticeSql.DELIVERIES)
                .execute(Tuple.tuple().addArrayOfLong(ids))
                .map(rows -> {
                    Map<Long, List<Delivery>> byNotice = new HashMap<>();
                    rows.forEach(row -> byNotice.computeIfAbsent(row.getLong("notice_id"), first -> new ArrayList<>())
                            .add(delivery(row)));
                    return notices.stream()
                            .map(notice -> new LoggedNotice(notice, byNotice.getOrDefault(notice.id(), List.of())))
                            .toList();
                });
    }

    private static Delivery delivery(Row row) {
        OffsetDateTime sent = row.getOffsetDateTime("sent_at");
        return new Delivery(
                row.getString("sink"),
                row.getString("status"),
                row.getInteger("attempts"),
                sent == null ? null : sent.toInstant(),
                row.getString("answer"));
    }
}
