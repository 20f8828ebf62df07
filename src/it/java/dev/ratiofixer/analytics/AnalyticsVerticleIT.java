package dev.ratiofixer.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.analytics.AnalyticsRequest.AnalyticsHealth;
import dev.ratiofixer.analytics.AnalyticsRequest.GetAnalyticsHealth;
import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidDay;
import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidViews;
import dev.ratiofixer.analytics.AnalyticsRequest.MeasurePaidViews.PaidWindow;
import dev.ratiofixer.analytics.AnalyticsRequest.ReadVideoAnalytics;
import dev.ratiofixer.analytics.AnalyticsVerticle.AnalyticsRules;
import dev.ratiofixer.analytics.AnalyticsVerticle.AnalyticsUpstreams;
import dev.ratiofixer.analytics.StrictAnalytics.Told;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.google.GoogleSettings;
import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.store.analytics.PgAnalyticsStore;
import dev.ratiofixer.store.sample.SampleRetention;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the analytics of a YouTube that refuses what no document of YouTube's allows. */
class AnalyticsVerticleIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final String ONE = "UC" + "1".repeat(22);
    private static final String TWO = "UC" + "2".repeat(22);
    private static final Duration STEP = Duration.ofHours(3);
    private static final AnalyticsRules ALLOWED =
            new AnalyticsRules(true, Duration.ofDays(30), CountingRegime.VIDEOS_CHANGED);

    private final AnalyticsTruth truth = new AnalyticsTruth(11);
    private final Map<String, OAuthCredentials> tokens = new HashMap<>();
    private final AtomicReference<OwnerCredentials> credentials = new AtomicReference<>(OwnerCredentials.NONE);
    private final AtomicReference<AnalyticsRules> rules = new AtomicReference<>(ALLOWED);
    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private final PgAnalyticsStore store = new PgAnalyticsStore(POSTGRES.database());
    private Vertx vertx = Vertx.vertx();
    private ManualTime time = new ManualTime(Instant.EPOCH);
    private @Nullable StrictAnalytics youtube;

    @BeforeEach
    void empty() {
        for (String table : List.of("days", "sources", "videos", "channels")) {
            Waiting.on(POSTGRES.database()
                    .pool()
                    .query("DELETE FROM ratio_fixer_analytics_" + table)
                    .execute());
        }
        Waiting.on(POSTGRES.database()
                .pool()
                .query("DELETE FROM ratio_fixer_campaigns")
                .execute());
        new MessageCodec(Json.mapper(), List.of()).install(vertx.eventBus());
    }

    @AfterEach
    void close() {
        Waiting.on(vertx.close());
    }

    private StrictAnalytics begin(String at) {
        time = new ManualTime(Instant.parse(at));
        StrictAnalytics server = new StrictAnalytics(vertx, time, truth);
        youtube = server;
        return server;
    }

    private StrictAnalytics youtube() {
        StrictAnalytics running = youtube;
        if (running == null) {
            throw new IllegalStateException("begin first");
        }
        return running;
    }

    private void consent(String channel, String token) {
        tokens.put(channel, new OAuthCredentials("client", "secret", token));
        credentials.set(new OwnerCredentials(tokens, Optional.empty()));
    }

    private List<String> campaigns(String channel, String prefix, int count, Instant published) {
        List<String> ids = IntStream.range(0, count)
                .mapToObj(number -> "%s%08d".formatted(prefix, number))
                .toList();
        for (String id : ids) {
            Waiting.on(OrderCampaigns.running(
                    POSTGRES.database(),
                    new OrderCampaigns.Row("campaign-" + id, id, channel, "1", 1),
                    published,
                    "node"));
        }
        youtube().videos.computeIfAbsent(channel, of -> new HashSet<>()).addAll(ids);
        return ids;
    }

    private AnalyticsVerticle deploy() {
        URI origin = URI.create(youtube().origin());
        AnalyticsVerticle verticle = new AnalyticsVerticle(
                new AnalyticsUpstreams(
                        new GoogleSettings.Analytics(true, origin),
                        origin.resolve("/token"),
                        () -> origin,
                        QuotaGate.OPEN),
                credentials::get,
                rules::get,
                store,
                (channel, why, rows) -> {
                    deleted.add(channel + ": " + why);
                    return io.vertx.core.Future.succeededFuture();
                },
                time,
                time);
        Waiting.on(vertx.deployVerticle(verticle));
        idle();
        return verticle;
    }

    /** A turn is over when the next one waits. */
    private void idle() {
        Waiting.until(() -> time.pending() == 1);
    }

    private void pass(Duration whole) {
        for (Duration gone = Duration.ZERO; gone.compareTo(whole) < 0; gone = gone.plus(STEP)) {
            time.advance(STEP);
            idle();
        }
    }

    private AnalyticsHealth health() {
        return Waiting.on(new LocalBus(vertx.eventBus())
                .request(Addresses.ANALYTICS, new GetAnalyticsHealth(), Duration.ofSeconds(5)));
    }

    private Map<String, Map<String, Double>> stored(boolean sources) {
        Map<String, Map<String, Double>> rows = new TreeMap<>();
        String sql =
                sources ? "SELECT * FROM ratio_fixer_analytics_sources" : "SELECT * FROM ratio_fixer_analytics_days";
        for (Row row : Waiting.on(POSTGRES.database().pool().query(sql).execute())) {
            Map<String, Double> cells = new TreeMap<>();
            cells.put("engagedViews", number(row, "engaged_views"));
            cells.put("views", number(row, "views"));
            if (!sources) {
                cells.put("likes", number(row, "likes"));
                cells.put("dislikes", number(row, "dislikes"));
                cells.put("comments", number(row, "comments"));
                cells.put("shares", number(row, "shares"));
                cells.put("subscribersGained", number(row, "subscribers_gained"));
                cells.put("averageViewPercentage", row.getDouble("average_view_percentage"));
            }
            String source = sources ? " " + row.getString("source") : "";
            rows.put(row.getString("video_id") + " " + row.getLocalDate("day") + source, cells);
        }
        return rows;
    }

    private static double number(Row row, String column) {
        return row.getLong(column);
    }

    /** What must be stored: of each video and day that was ever told, what was told of it last. */
    private Map<String, Map<String, Double>> expected(boolean sources) {
        Map<String, LocalDate> toldOn = new HashMap<>();
        for (Told told : youtube().told) {
            if (told.sources() == sources) {
                for (String video : told.videos()) {
                    for (LocalDate day = told.start(); !day.isAfter(told.end()); day = day.plusDays(1)) {
                        toldOn.merge(video + " " + day, told.on(), (one, other) -> one.isAfter(other) ? one : other);
                    }
                }
            }
        }
        Map<String, Map<String, Double>> rows = new TreeMap<>();
        toldOn.forEach((key, on) -> {
            String video = key.substring(0, 11);
            LocalDate day = LocalDate.parse(key.substring(12));
            if (sources) {
                truth.sources(video, day, on).forEach((source, cells) -> {
                    Map<String, Double> two = new TreeMap<>(cells);
                    two.remove("estimatedMinutesWatched");
                    rows.put(key + " " + source, two);
                });
            } else {
                truth.day(video, day, on).ifPresent(cells -> rows.put(key, new TreeMap<>(cells)));
            }
        });
        return rows;
    }

    private int most(String channel) {
        return youtube().requests.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(channel))
                .mapToInt(entry -> entry.getValue().get())
                .max()
                .orElse(0);
    }

    /** Through the end of summer time, a day of 25 hours, and through its beginning, one of 23. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-10-18T05:00:00Z", "2026-02-22T20:00:00Z"})
    void every_stored_cell_is_what_youtube_says(String start) {
        StrictAnalytics strict = begin(start);
        strict.owner("1//one", ONE);
        consent(ONE, "1//one");
        List<String> ids = campaigns(ONE, "one", 30, time.instant().minus(Duration.ofDays(200)));
        deploy();
        pass(Duration.ofDays(16));
        campaigns(ONE, "new", 3, time.instant().minus(Duration.ofDays(4)));
        pass(Duration.ofDays(9));

        assertThat(strict.violations).isEmpty();
        assertThat(stored(false)).isEqualTo(expected(false)).hasSizeGreaterThan(1000);
        assertThat(stored(true)).isEqualTo(expected(true)).hasSizeGreaterThan(3000);
        assertThat(most(ONE)).isLessThanOrEqualTo(30);
        LocalDate settled = strict.today().minusDays(10);
        String settledKey = ids.getFirst() + " " + settled;
        assertThat(Optional.ofNullable(stored(false).get(settledKey)))
                .isEqualTo(truth.day(ids.getFirst(), settled, strict.today().plusDays(100))
                        .map(TreeMap::new));
        // Every day of the run is there that YouTube has, no hour of a long or a short day is lost.
        assertThat(stored(false).keySet())
                .containsAll(days(
                        ids.getFirst(),
                        strict.today().minusDays(25),
                        strict.today().minusDays(10)));

        VideoAnalytics read = Waiting.on(new LocalBus(vertx.eventBus())
                .request(
                        Addresses.ANALYTICS,
                        new ReadVideoAnalytics(new VideoId(ids.getFirst())),
                        Duration.ofSeconds(5)));
        assertThat(read.days())
                .isSortedAccordingTo(Comparator.comparing(VideoAnalytics.VideoDay::day))
                .hasSizeGreaterThan(30);
        assertThat(read.readyThrough()).isEqualTo(strict.today().minusDays(3));
        assertThat(health().trouble()).isEmpty();
    }

    private List<String> days(String video, LocalDate from, LocalDate to) {
        List<String> days = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            if (truth.day(video, day, to.plusDays(100)).isPresent()) {
                days.add(video + " " + day);
            }
        }
        return days;
    }

    @Test
    void one_bad_id_among_many_is_found_once_and_comes_back_when_it_is_public_again() {
        StrictAnalytics strict = begin("2026-11-10T20:00:00Z");
        strict.owner("1//one", ONE);
        consent(ONE, "1//one");
        List<String> ids = campaigns(ONE, "one", 100, time.instant().minus(Duration.ofDays(200)));
        strict.privateVideos.add(ids.get(37));
        deploy();

        assertThat(strict.violations).isEmpty();
        assertThat(most(ONE)).isLessThanOrEqualTo(30 + 2 * 7 + 2);
        int before = total();
        pass(Duration.ofDays(1));
        // Known by now: as many as without it.
        assertThat(total() - before).isLessThanOrEqualTo(2 * (1 + 4));
        assertThat(stored(false)).isEqualTo(expected(false));
        assertThat(stored(true)).isEqualTo(expected(true));
        assertThat(stored(false).keySet()).noneMatch(key -> key.startsWith(ids.get(37)));

        strict.privateVideos.clear();
        pass(Duration.ofDays(8));
        assertThat(stored(false)).isEqualTo(expected(false));
        assertThat(stored(false).keySet()).anyMatch(key -> key.startsWith(ids.get(37)));
        assertThat(strict.violations).isEmpty();
    }

    private int total() {
        return youtube().requests.values().stream()
                .mapToInt(count -> count.get())
                .sum();
    }

    @Test
    void broken_answers_lose_nothing_and_the_days_cap_holds() {
        StrictAnalytics strict = begin("2026-11-10T20:00:00Z");
        strict.owner("1//one", ONE);
        consent(ONE, "1//one");
        campaigns(ONE, "one", 40, time.instant().minus(Duration.ofDays(200)));
        JsonObject quota = new JsonObject(
                "{\"error\":{\"code\":403,\"message\":\"Quota\",\"errors\":[{\"reason\":\"quotaExceeded\",\"domain\":\"global\"}]}}");
        for (int i = 0; i < 6; i++) {
            strict.broken.add(new JsonObject().put("status", 502).put("html", "<html><body>502 Bad Gateway"));
            strict.broken.add(new JsonObject().put("status", 200).put("html", "<html>not JSON"));
            strict.broken.add(new JsonObject().put("status", 503).put("body", new JsonObject()));
        }
        strict.broken.add(new JsonObject().put("status", 403).put("body", quota));
        strict.broken.add(new JsonObject()
                .put("status", 200)
                .put("body", new JsonObject("{\"columnHeaders\":[{\"name\":\"day\"}],\"rows\":[[\"2026-11-01\"]]}")));
        deploy();
        pass(Duration.ofDays(6));

        assertThat(strict.broken).isEmpty();
        assertThat(strict.violations).isEmpty();
        assertThat(most(ONE)).isLessThanOrEqualTo(30);
        assertThat(stored(false)).isEqualTo(expected(false)).isNotEmpty();
        assertThat(stored(true)).isEqualTo(expected(true)).isNotEmpty();
        assertThat(health().trouble()).isEmpty();
    }

    @Test
    void each_owners_data_goes_when_that_owner_takes_the_consent_back() {
        StrictAnalytics strict = begin("2026-11-10T20:00:00Z");
        StrictAnalytics.Owner owner = strict.owner("1//one", ONE);
        strict.owner("1//two", TWO);
        consent(ONE, "1//one");
        consent(TWO, "1//two");
        campaigns(ONE, "one", 2, time.instant().minus(Duration.ofDays(200)));
        campaigns(TWO, "two", 2, time.instant().minus(Duration.ofDays(200)));
        deploy();
        assertThat(videos()).hasSize(4);

        owner.revoked = true;
        pass(Duration.ofDays(1));

        assertThat(videos()).hasSize(2).allMatch(video -> video.startsWith("two"));
        assertThat(deleted).hasSize(1).first().asString().startsWith(ONE).contains("consent");
        assertThat(health().trouble().orElse("")).contains(ONE).contains("invalid_grant");
        assertThat(strict.violations).isEmpty();
    }

    @Test
    void what_was_expected_of_engaged_views_goes_with_the_consent() {
        StrictAnalytics strict = begin("2026-11-10T20:00:00Z");
        StrictAnalytics.Owner owner = strict.owner("1//one", ONE);
        consent(ONE, "1//one");
        List<String> ids = campaigns(ONE, "one", 2, time.instant().minus(Duration.ofDays(200)));
        AnalyticsVerticle verticle = deploy();
        VideoId video = new VideoId(ids.getFirst());
        assertThat(verticle.measuredViews(video)).isNotNull();
        execute("UPDATE ratio_fixer_campaigns SET expectation = '{\"basis\": \"engaged\"}', desired_likes = 5"
                + " WHERE video_id = 'one00000000'");
        execute("UPDATE ratio_fixer_campaigns SET expectation = '{\"basis\": \"converted\"}', desired_likes = 6"
                + " WHERE video_id = 'one00000001'");

        owner.revoked = true;
        pass(Duration.ofDays(1));

        assertThat(verticle.measuredViews(video)).isNull();
        List<String> left = new ArrayList<>();
        Waiting.on(POSTGRES.database()
                        .pool()
                        .query(
                                "SELECT video_id, desired_likes FROM ratio_fixer_campaigns WHERE desired_likes IS NOT NULL")
                        .execute())
                .forEach(row -> left.add(row.getString("video_id")));
        assertThat(left).containsExactly("one00000001");
    }

    private static void execute(String sql) {
        Waiting.on(POSTGRES.database().pool().query(sql).execute());
    }

    @Test
    void data_goes_when_the_token_is_not_configured_any_more() {
        StrictAnalytics strict = begin("2026-11-10T20:00:00Z");
        strict.owner("1//one", ONE);
        strict.owner("1//two", TWO);
        consent(ONE, "1//one");
        consent(TWO, "1//two");
        campaigns(ONE, "one", 2, time.instant().minus(Duration.ofDays(200)));
        campaigns(TWO, "two", 2, time.instant().minus(Duration.ofDays(200)));
        deploy();
        tokens.remove(ONE);
        credentials.set(new OwnerCredentials(tokens, Optional.empty()));

        pass(Duration.ofDays(1));

        assertThat(videos()).hasSize(2).allMatch(video -> video.startsWith("two"));
        assertThat(deleted).hasSize(1);
    }

    /** A token that is of another channel than it was configured for reads neither. */
    @Test
    void a_token_reads_the_channel_that_it_was_configured_for_or_none() {
        StrictAnalytics strict = begin("2026-11-10T20:00:00Z");
        strict.owner("1//two", TWO);
        consent(ONE, "1//two");
        campaigns(ONE, "one", 1, time.instant().minus(Duration.ofDays(200)));
        campaigns(TWO, "two", 1, time.instant().minus(Duration.ofDays(200)));
        deploy();
        pass(Duration.ofDays(1));

        assertThat(strict.requests).isEmpty();
        assertThat(videos()).isEmpty();
        assertThat(health().trouble().orElse("")).contains("not of channel " + ONE);
    }

    @Test
    void a_consent_without_analytics_is_said_and_one_that_comes_is_used() {
        StrictAnalytics strict = begin("2026-11-10T20:00:00Z");
        StrictAnalytics.Owner owner = strict.owner("1//one", ONE);
        owner.analyticsScope = false;
        consent(ONE, "1//one");
        campaigns(ONE, "one", 1, time.instant().minus(Duration.ofDays(200)));
        deploy();
        assertThat(health().trouble().orElse("")).contains("does not cover this");
        assertThat(deleted).isEmpty();

        strict.owner("1//again", ONE);
        consent(ONE, "1//again");
        pass(Duration.ofHours(6));
        assertThat(videos()).hasSize(1);
        assertThat(health().trouble()).isEmpty();
    }

    @Test
    void nothing_is_asked_nor_told_where_compliance_declines() {
        StrictAnalytics strict = begin("2026-11-10T20:00:00Z");
        strict.owner("1//one", ONE);
        consent(ONE, "1//one");
        List<String> ids = campaigns(ONE, "one", 1, time.instant().minus(Duration.ofDays(200)));
        rules.set(new AnalyticsRules(false, Duration.ofDays(30), CountingRegime.VIDEOS_CHANGED));
        deploy();
        pass(Duration.ofDays(1));
        assertThat(strict.requests).isEmpty();

        rules.set(ALLOWED);
        pass(Duration.ofHours(6));
        assertThat(videos()).hasSize(1);
        rules.set(new AnalyticsRules(false, Duration.ofDays(30), CountingRegime.VIDEOS_CHANGED));
        VideoAnalytics read = Waiting.on(new LocalBus(vertx.eventBus())
                .request(
                        Addresses.ANALYTICS,
                        new ReadVideoAnalytics(new VideoId(ids.getFirst())),
                        Duration.ofSeconds(5)));
        assertThat(read).isEqualTo(VideoAnalytics.NONE);
    }

    @Test
    void nothing_is_kept_beyond_the_retention() {
        StrictAnalytics strict = begin("2026-11-10T20:00:00Z");
        strict.owner("1//one", ONE);
        consent(ONE, "1//one");
        campaigns(ONE, "one", 1, time.instant().minus(Duration.ofDays(200)));
        deploy();
        Waiting.on(new SampleRetention(POSTGRES.database()).drop(time.instant(), Duration.ofDays(9)));

        LocalDate oldest = strict.today().minusDays(9);
        assertThat(stored(false)).isNotEmpty();
        assertThat(stored(false).keySet())
                .allSatisfy(
                        key -> assertThat(LocalDate.parse(key.substring(12))).isAfter(oldest));
        assertThat(stored(true).keySet())
                .allSatisfy(key ->
                        assertThat(LocalDate.parse(key.substring(12, 22))).isAfter(oldest));
    }

    private Set<String> videos() {
        Set<String> videos = new HashSet<>();
        stored(false).keySet().forEach(key -> videos.add(key.substring(0, 11)));
        stored(true).keySet().forEach(key -> videos.add(key.substring(0, 11)));
        return videos;
    }

    /** Days are of Pacific time: that on which the clocks go back has 25 hours. An hour counts as it was seen last. */
    @Test
    void what_ads_brought_and_cost_on_the_days_of_an_order() {
        execute("INSERT INTO ratio_fixer_analytics_channels (channel_id, ready_through) VALUES ('UC', '2026-11-05')");
        execute("INSERT INTO ratio_fixer_analytics_videos (channel_id, video_id, fetched_on)"
                + " VALUES ('UC', 'paidviews01', '2026-11-09')");
        execute("""
                INSERT INTO ratio_fixer_analytics_sources (video_id, day, source, channel_id, engaged_views, views)
                VALUES ('paidviews01', '2026-10-31', 'ADVERTISING', 'UC', 999, 999),
                    ('paidviews01', '2026-11-01', 'ADVERTISING', 'UC', 70, 140),
                    ('paidviews01', '2026-11-01', 'YT_SEARCH', 'UC', 30, 40),
                    ('paidviews01', '2026-11-02', 'YT_SEARCH', 'UC', 30, 40)
                """);
        execute("""
                WITH told AS (
                    INSERT INTO ratio_fixer_order_events (order_id, at, status, actor, detail, request_id)
                    VALUES ('paid-order', '2026-11-01T10:00:00Z', 'proposed', 'policy', '', 'fixture'),
                        ('dark-order', '2026-11-01T10:00:00Z', 'proposed', 'policy', '', 'fixture'))
                INSERT INTO youtube_ratio_fixer_orders (order_id, campaign_id, video_id, order_type, service_id, quantity,
                    cost, currency, status, ordered_at, idempotency_key, lease_epoch, summary, forecast_likes,
                    forecast_comments, held_micros, spend_day, approved_by, state)
                SELECT id, 'paid', video, 'ad_budget', '1', 1, 1, 'USD', 'proposed', '2026-11-01T10:00:00Z', id, 1, 'x', 1, 1,
                    1, '2026-11-01', 'anna', '{}'
                FROM (VALUES ('paid-order', 'paidviews01'), ('dark-order', 'nobody00001')) AS orders (id, video)
                """);
        execute("""
                INSERT INTO ratio_fixer_ads_hours (campaign_id, hour, seen_at, cost_micros, views)
                SELECT 'paid', hour, hour + interval '3 hours', 10, 1
                FROM generate_series('2026-10-31T07:00:00Z'::timestamptz, '2026-11-03T07:00:00Z', '1 hour') AS hour
                UNION ALL
                SELECT 'paid', '2026-11-01T07:00:00Z', '2026-11-02T00:00:00Z', 1000, 1
                ON CONFLICT DO NOTHING
                """);
        Instant from = Instant.parse("2026-11-01T10:00:00Z");
        Instant to = Instant.parse("2026-11-03T10:00:00Z");

        PaidViews read = Waiting.on(store.paidViews(
                List.of(new PaidWindow("paid-order", from, to), new PaidWindow("dark-order", from, to))));

        assertThat(read.connected()).containsExactly("paid-order");
        assertThat(read.days())
                .containsExactly(
                        new PaidDay("paid-order", LocalDate.parse("2026-11-01"), 70, 1_240, false),
                        new PaidDay("paid-order", LocalDate.parse("2026-11-02"), 0, 240, true));
    }
}
