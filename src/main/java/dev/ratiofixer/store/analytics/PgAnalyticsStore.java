package dev.ratiofixer.store.analytics;

import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidDay;
import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidViews;
import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidWindow;
import dev.ratiofixer.analytics.AnalyticsStore;
import dev.ratiofixer.analytics.VideoAnalytics;
import dev.ratiofixer.analytics.VideoAnalytics.SourceDay;
import dev.ratiofixer.analytics.VideoAnalytics.VideoDay;
import dev.ratiofixer.google.analytics.AnalyticsQuery;
import dev.ratiofixer.google.analytics.AnalyticsTable;
import dev.ratiofixer.google.analytics.AnalyticsTable.AnalyticsRow;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.analytics.AnalyticsSql.DerivedData;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.video.MeasuredViews;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The owners' analytics in PostgreSQL. An answer replaces what it covers in one transaction. */
public final class PgAnalyticsStore implements AnalyticsStore {
    private final Database database;

    public PgAnalyticsStore(Database database) {
        this.database = database;
    }

    @Override
    public Future<Map<String, List<TrackedVideo>>> tracked(Instant endedAfter) {
        return database.pool()
                .preparedQuery(AnalyticsSql.TRACKED)
                .execute(Tuple.of(Columns.timestamp(endedAfter)))
                .map(rows -> {
                    Map<String, List<TrackedVideo>> all = new HashMap<>();
                    rows.forEach(row -> all.computeIfAbsent(row.getString("channel_id"), channel -> new ArrayList<>())
                            .add(new TrackedVideo(
                                    new VideoId(row.getString("video_id")),
                                    PacificDay.of(row.getOffsetDateTime("published")
                                                    .toInstant())
                                            .date(),
                                    row.getLocalDate("fetched_on"),
                                    Columns.instant(row, "bad_since"))));
                    return all;
                });
    }

    @Override
    public Future<List<StoredChannel>> channels() {
        return database.reads().query(AnalyticsSql.CHANNELS).execute().map(rows -> {
            List<StoredChannel> all = new ArrayList<>();
            rows.forEach(row -> all.add(new StoredChannel(
                    row.getString("channel_id"),
                    Columns.instant(row, "next_at"),
                    Columns.instant(row, "good_at"),
                    row.getLocalDate("counted_on"),
                    count(row),
                    row.getString("trouble"))));
            return List.copyOf(all);
        });
    }

    @Override
    public Future<Set<String>> kept() {
        return database.reads().query(AnalyticsSql.KEPT).execute().map(rows -> {
            Set<String> channels = new TreeSet<>();
            rows.forEach(row -> channels.add(row.getString("channel_id")));
            return channels;
        });
    }

    @Override
    public Future<Optional<RequestCount>> claim(String channelId, PacificDay day, Instant now, Instant until) {
        return database.pool()
                .preparedQuery(AnalyticsSql.CLAIM)
                .execute(Tuple.of(channelId, Columns.timestamp(now), Columns.timestamp(until), day.date()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(count(row));
                    }
                    return Optional.empty();
                });
    }

    @Override
    public Future<RequestCount> count(String channelId, PacificDay day, boolean search) {
        return database.pool()
                .preparedQuery(AnalyticsSql.COUNT)
                .execute(Tuple.of(channelId, day.date(), search ? 0 : 1, search ? 1 : 0))
                .map(rows -> count(rows.iterator().next()));
    }

    @Override
    public Future<Void> replace(AnalyticsQuery query, AnalyticsTable table) {
        Optional<LocalDate> newest =
                table.rows().stream().map(AnalyticsRow::day).max(Comparator.naturalOrder());
        if (newest.isEmpty()) {
            return Future.succeededFuture();
        }
        String[] videos = query.videos().stream().map(VideoId::value).toArray(String[]::new);
        Tuple old = Tuple.of(videos, query.start(), newest.get());
        return database.pool().withTransaction(connection -> switch (query.report()) {
            case VIDEO_DAYS ->
                connection
                        .preparedQuery(AnalyticsSql.DELETE_DAYS)
                        .execute(old)
                        .compose(gone -> insertDays(connection, query.channelId(), table.rows()));
            case SOURCE_DAYS ->
                connection
                        .preparedQuery(AnalyticsSql.DELETE_SOURCES)
                        .execute(old)
                        .compose(gone -> insertSources(connection, query.channelId(), table.rows()));
            case CHANNEL_DAYS -> Future.succeededFuture();
        });
    }

    private static Future<Void> insertDays(SqlConnection connection, String channelId, List<AnalyticsRow> rows) {
        Tuple columns = new Columns<>(rows)
                .text(AnalyticsRow::video)
                .text(row -> row.day().toString())
                .number(row -> row.count("engagedViews"))
                .number(row -> row.count("views"))
                .number(row -> row.count("likes"))
                .number(row -> row.count("dislikes"))
                .number(row -> row.count("comments"))
                .number(row -> row.count("shares"))
                .number(row -> row.count("subscribersGained"))
                .tuple()
                .addArrayOfDouble(rows.stream()
                        .map(row -> row.number("averageViewPercentage"))
                        .toArray(Double[]::new))
                .addString(channelId);
        return connection
                .preparedQuery(AnalyticsSql.INSERT_DAYS)
                .execute(columns)
                .mapEmpty();
    }

    private static Future<Void> insertSources(SqlConnection connection, String channelId, List<AnalyticsRow> rows) {
        Tuple columns = new Columns<>(rows)
                .text(AnalyticsRow::video)
                .text(row -> row.day().toString())
                .text(AnalyticsRow::source)
                .number(row -> row.count("engagedViews"))
                .number(row -> row.count("views"))
                .tuple()
                .addString(channelId);
        return connection
                .preparedQuery(AnalyticsSql.INSERT_SOURCES)
                .execute(columns)
                .mapEmpty();
    }

    @Override
    public Future<Void> fetched(String channelId, List<VideoId> videos, LocalDate on) {
        String[] ids = videos.stream().map(VideoId::value).toArray(String[]::new);
        return ids.length == 0
                ? Future.succeededFuture()
                : database.pool()
                        .preparedQuery(AnalyticsSql.FETCHED)
                        .execute(Tuple.of(channelId, ids, on))
                        .mapEmpty();
    }

    @Override
    public Future<Void> bad(String channelId, VideoId video, @Nullable Instant since) {
        return database.pool()
                .preparedQuery(AnalyticsSql.BAD)
                .execute(Tuple.of(channelId, video.value(), since == null ? null : Columns.timestamp(since)))
                .mapEmpty();
    }

    @Override
    public Future<Void> end(RoundEnd round) {
        return database.pool()
                .preparedQuery(AnalyticsSql.END)
                .execute(Tuple.of(
                        round.channelId(),
                        Columns.timestamp(round.nextAt()),
                        round.goodAt() == null ? null : Columns.timestamp(round.goodAt()),
                        round.readyThrough(),
                        round.trouble()))
                .mapEmpty();
    }

    @Override
    public Future<Forgotten> forget(String channelId, Instant now, Instant until) {
        Tuple of = Tuple.of(channelId);
        return database.pool()
                .withTransaction(connection -> connection
                        .preparedQuery(AnalyticsSql.FORGET_DAYS)
                        .execute(of)
                        .compose(days -> connection
                                .preparedQuery(AnalyticsSql.FORGET_SOURCES)
                                .execute(of)
                                .map(sources -> days.rowCount() + sources.rowCount()))
                        .compose(rows -> connection
                                .preparedQuery(AnalyticsSql.FORGET_VIDEOS)
                                .execute(of)
                                .compose(done -> connection
                                        .preparedQuery(AnalyticsSql.FORGET_CHANNEL)
                                        .execute(Tuple.of(channelId, Columns.timestamp(now))))
                                .compose(channel ->
                                        DerivedData.forget(connection, channelId, since(channel.iterator()), until))
                                .map(derived -> new Forgotten(rows, derived))));
    }

    private static Instant since(RowIterator<Row> channel) {
        Instant first = channel.hasNext() ? Columns.instant(channel.next(), "first_claimed_at") : null;
        return first == null ? Instant.EPOCH : first;
    }

    @Override
    public Future<List<ForgottenChannel>> forgotten() {
        return database.pool().query(AnalyticsSql.FORGOTTEN).execute().map(rows -> {
            List<ForgottenChannel> all = new ArrayList<>();
            for (Row row : rows) {
                Instant first = Columns.instant(row, "first_claimed_at");
                Instant at = row.getOffsetDateTime("forgotten_at").toInstant();
                all.add(new ForgottenChannel(row.getString("channel_id"), first == null ? Instant.EPOCH : first, at));
            }
            return List.copyOf(all);
        });
    }

    @Override
    public Future<Integer> forgetDerived(ForgottenChannel channel, Instant until, boolean last) {
        return database.pool()
                .withTransaction(connection -> DerivedData.forget(
                                connection, channel.channelId(), channel.since(), until)
                        .compose(rows -> last
                                ? connection
                                        .preparedQuery(AnalyticsSql.FORGOTTEN_FOR_GOOD)
                                        .execute(
                                                Tuple.of(channel.channelId(), Columns.timestamp(channel.forgottenAt())))
                                        .map(rows)
                                : Future.succeededFuture(rows)));
    }

    @Override
    public Future<Map<VideoId, ChannelViews>> measuredViews(LocalDate since, long least) {
        return database.pool()
                .preparedQuery(AnalyticsSql.MEASURED_VIEWS)
                .execute(Tuple.of(since, least))
                .map(rows -> {
                    Map<VideoId, ChannelViews> all = new HashMap<>();
                    rows.forEach(row -> all.put(
                            new VideoId(row.getString("video_id")),
                            new ChannelViews(
                                    row.getString("channel_id"),
                                    new MeasuredViews(
                                            new PacificDay(row.getLocalDate("first_day")).start(),
                                            new PacificDay(row.getLocalDate("last_day")).end(),
                                            row.getLong("views"),
                                            row.getLong("engaged"),
                                            row.getDouble("first_factor"),
                                            row.getDouble("last_factor"),
                                            row.getDouble("daily")))));
                    return all;
                });
    }

    @Override
    public Future<PaidViews> paidViews(List<PaidWindow> windows) {
        Tuple columns = new Columns<>(windows)
                .text(PaidWindow::orderId)
                .time(PaidWindow::from)
                .time(PaidWindow::to)
                .tuple()
                .addInteger(VideoAnalytics.PROVISIONAL_DAYS);
        return database.reads()
                .preparedQuery(AnalyticsSql.PAID_VIEWS)
                .execute(columns)
                .map(rows -> {
                    List<PaidDay> days = new ArrayList<>();
                    Set<String> connected = new TreeSet<>();
                    for (Row row : rows) {
                        connected.add(row.getString("order_id"));
                        if (row.getLocalDate("day") != null) {
                            days.add(new PaidDay(
                                    row.getString("order_id"),
                                    row.getLocalDate("day"),
                                    row.getLong("engaged"),
                                    row.getLong("cost_micros"),
                                    Boolean.TRUE.equals(row.getBoolean("provisional"))));
                        }
                    }
                    return new PaidViews(days, List.copyOf(connected));
                });
    }

    @Override
    public Future<VideoAnalytics> read(VideoId video) {
        Tuple of = Tuple.of(video.value());
        return database.reads()
                .preparedQuery(AnalyticsSql.READ_DAYS)
                .execute(of)
                .compose(days -> database.reads()
                        .preparedQuery(AnalyticsSql.READ_SOURCES)
                        .execute(of)
                        .compose(sources -> database.reads()
                                .preparedQuery(AnalyticsSql.READ_CHANNEL)
                                .execute(of)
                                .map(channel -> {
                                    List<VideoDay> read = new ArrayList<>();
                                    days.forEach(row -> read.add(day(row)));
                                    List<SourceDay> from = new ArrayList<>();
                                    sources.forEach(row -> from.add(source(row)));
                                    Row of0 = channel.size() == 0
                                            ? null
                                            : channel.iterator().next();
                                    return new VideoAnalytics(
                                            read,
                                            from,
                                            of0 == null ? null : Columns.instant(of0, "good_at"),
                                            of0 == null ? null : of0.getLocalDate("ready_through"));
                                })));
    }

    private static VideoDay day(Row row) {
        return new VideoDay(
                row.getLocalDate("day"),
                row.getLong("engaged_views"),
                row.getLong("views"),
                row.getLong("likes"),
                row.getLong("dislikes"),
                row.getLong("comments"),
                row.getLong("shares"),
                row.getLong("subscribers_gained"),
                row.getDouble("average_view_percentage"));
    }

    private static SourceDay source(Row row) {
        return new SourceDay(
                row.getLocalDate("day"), row.getString("source"), row.getLong("engaged_views"), row.getLong("views"));
    }

    private static RequestCount count(Row row) {
        return new RequestCount(row.getInteger("requests"), row.getInteger("searches"));
    }
}
