package dev.ratiofixer.store.notify;

import dev.ratiofixer.notify.AlertCondition;
import dev.ratiofixer.notify.Notice;
import dev.ratiofixer.notify.NotificationEvent;
import dev.ratiofixer.notify.NotificationOutbox;
import dev.ratiofixer.notify.NotificationOutbox.SpendingBounds;
import dev.ratiofixer.notify.NotificationSink;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.text.PlainText;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outbox in PostgreSQL. Any context may call. */
public final class PgNotificationOutbox implements NotificationOutbox {
    private static final int ONE_MESSAGE = 200;
    /** Longer than any sender may take. */
    private static final int HOLD_SECONDS = 60;

    private final Database database;
    private final PgConditions conditions;

    public PgNotificationOutbox(Database database) {
        this.database = database;
        this.conditions = new PgConditions(database);
    }

    @Override
    public Future<Void> add(Notice notice, @Nullable String once, @Nullable String sink) {
        return database.pool()
                .preparedQuery(NoticeSql.ADD)
                .execute(Tuple.of(
                        notice.at().atOffset(ZoneOffset.UTC),
                        EnumText.of(notice.event()),
                        PlainText.storable(notice.subject()),
                        notice.campaignId(),
                        PlainText.storable(notice.detail()),
                        PlainText.storable(once),
                        sink))
                .mapEmpty();
    }

    @Override
    public Future<Void> distribute(Collection<NotificationSink> sinks) {
        List<String> names = new ArrayList<>();
        List<String> events = new ArrayList<>();
        List<@Nullable String> clients = new ArrayList<>();
        for (NotificationSink sink : sinks) {
            Arrays.stream(NotificationEvent.values()).filter(sink::wants).forEach(event -> {
                names.add(sink.name());
                events.add(EnumText.of(event));
                clients.add(sink.client());
            });
        }
        return database.pool()
                .preparedQuery(NoticeSql.DISTRIBUTE)
                .execute(Tuple.tuple()
                        .addArrayOfString(names.toArray(new String[0]))
                        .addArrayOfString(events.toArray(new String[0]))
                        .addArrayOfString(clients.toArray(new String[0])))
                .mapEmpty();
    }

    @Override
    public Future<List<Notice>> take(
            String sink, @Nullable String client, String holder, Duration gather, boolean always) {
        return database.pool()
                .withTransaction(connection -> connection
                        .preparedQuery(NoticeSql.KNOW_SINK)
                        .execute(Tuple.of(sink))
                        .compose(known -> connection
                                .preparedQuery(NoticeSql.TAKE)
                                .execute(Tuple.of(
                                        sink, holder, (double) gather.toSeconds(), (double) HOLD_SECONDS, always)))
                        .compose(taken -> taken.rowCount() == 0
                                ? Future.succeededFuture(List.of())
                                : dropAnothers(connection, sink, client)
                                        .compose(dropped -> waiting(connection, sink))));
    }

    private static Future<?> dropAnothers(SqlConnection connection, String sink, @Nullable String client) {
        return client == null
                ? Future.succeededFuture()
                : connection.preparedQuery(NoticeSql.DROP_ANOTHERS).execute(Tuple.of(sink, client));
    }

    private static Future<List<Notice>> waiting(SqlConnection connection, String sink) {
        return connection
                .preparedQuery(NoticeSql.WAITING)
                .execute(Tuple.of(sink, ONE_MESSAGE))
                .map(rows -> {
                    List<Notice> found = new ArrayList<>(rows.size());
                    rows.forEach(row -> found.add(NoticeRow.notice(row)));
                    return found;
                });
    }

    @Override
    public Future<Void> sent(String sink, String holder, List<Notice> notices, Outcome outcome, Duration pause) {
        Long[] ids = notices.stream().map(Notice::id).toArray(Long[]::new);
        String status = switch (outcome) {
            case Outcome.Delivered delivered -> "sent";
            case Outcome.Failed failed -> "failed";
            case Outcome.Locked locked -> "waiting";
            case Outcome.Postponed later -> "waiting";
        };
        String answer = PlainText.storable(outcome.answer());
        String problem = outcome instanceof Outcome.Delivered ? null : answer;
        return database.pool()
                .withTransaction(connection -> connection
                        .preparedQuery(NoticeSql.LET_GO)
                        .execute(Tuple.of(sink, holder, pause.toMillis() / 1000.0, problem))
                        .compose(mine -> mine.rowCount() == 0
                                ? Future.succeededFuture()
                                : connection
                                        .preparedQuery(NoticeSql.SENT)
                                        .execute(Tuple.tuple()
                                                .addString(sink)
                                                .addArrayOfLong(ids)
                                                .addString(status)
                                                .addString(answer))
                                        .mapEmpty()))
                .mapEmpty();
    }

    @Override
    public Future<Void> seen(List<AlertCondition> found) {
        return conditions.seen(found);
    }

    @Override
    public Future<Void> endConditions(Duration unseen) {
        return conditions.end(unseen);
    }

    @Override
    public Future<List<AlertCondition>> conditions(@Nullable String client) {
        return conditions.all(client);
    }

    @Override
    public Future<List<AlertCondition>> storedConditions(Instant now, SpendingBounds bounds) {
        return conditions.stored(now, bounds);
    }

    @Override
    public Future<List<DigestEntry>> digest(Instant since, @Nullable String client) {
        return database.reads()
                .preparedQuery(NoticeSql.DIGEST_CLIENTS)
                .execute(Tuple.of(since.atOffset(ZoneOffset.UTC), client))
                .compose(rows -> {
                    List<DigestEntry> found = new ArrayList<>();
                    Future<Boolean> read =
                            client == null ? entry(since, null, "Promotion", found) : Future.succeededFuture(true);
                    for (Row row : rows) {
                        String id = row.getString("client_id");
                        String name = row.getString("name");
                        read = read.compose(before -> entry(since, id, name, found));
                    }
                    return read.map(all -> found);
                });
    }

    private Future<Boolean> entry(Instant since, @Nullable String client, String subject, List<DigestEntry> to) {
        return day(since, client).map(text -> to.add(new DigestEntry(client == null ? "" : client, subject, text)));
    }

    @Override
    public Future<Set<String>> knownClients(Set<String> clients) {
        return database.reads()
                .preparedQuery(NoticeSql.KNOWN_CLIENTS)
                .execute(Tuple.tuple().addArrayOfString(clients.toArray(new String[0])))
                .map(rows -> {
                    Set<String> known = new HashSet<>();
                    rows.forEach(row -> known.add(row.getString("client_id")));
                    return known;
                });
    }

    private Future<String> day(Instant since, @Nullable String client) {
        return database.reads()
                .preparedQuery(NoticeSql.DIGEST)
                .execute(Tuple.of(since.atOffset(ZoneOffset.UTC), client))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    String spent = row.getString("spent");
                    return "%,d campaigns run, %,d are paused, %,d ended; %s for a decision, %,d were placed, %,d failed or came too late; %s"
                            .formatted(
                                    row.getLong("running"),
                                    row.getLong("paused"),
                                    row.getLong("ended"),
                                    waiting(row.getLong("waiting")),
                                    row.getLong("placed"),
                                    row.getLong("failed"),
                                    spent == null ? "nothing was spent" : "spent " + spent);
                });
    }

    private static String waiting(long orders) {
        return orders == 1 ? "1 order waits" : "%,d orders wait".formatted(orders);
    }

    @Override
    public Future<Void> cleanUp(Set<String> sinks, int mostWaiting, Duration keep) {
        Future<Void> done = database.pool()
                .preparedQuery(NoticeSql.DROP_OLD)
                .execute(Tuple.of((double) keep.toSeconds()))
                .compose(dropped -> database.pool()
                        .preparedQuery(NoticeSql.DROP_UNWANTED)
                        .execute(Tuple.tuple().addArrayOfString(sinks.toArray(new String[0]))))
                .mapEmpty();
        for (String sink : sinks) {
            done = done.compose(before -> database.pool()
                    .preparedQuery(NoticeSql.DROP_TOO_MANY)
                    .execute(Tuple.of(sink, mostWaiting))
                    .mapEmpty());
        }
        return done;
    }

    /** What is wrong now, in {@code ratio_fixer_conditions}. */
    static final class PgConditions {
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
                    .compose(noted ->
                            database.pool().preparedQuery(NoticeSql.TELL).execute())
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
}
