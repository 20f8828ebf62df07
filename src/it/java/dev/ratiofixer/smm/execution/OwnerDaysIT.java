package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.analytics.AnalyticsVerticle;
import dev.ratiofixer.analytics.AnalyticsVerticle.AnalyticsRules;
import dev.ratiofixer.analytics.AnalyticsVerticle.AnalyticsUpstreams;
import dev.ratiofixer.analytics.VideoAnalytics;
import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.google.GoogleSettings;
import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import dev.ratiofixer.sandbox.oauth.Credentials;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.OwnerViews.OwnerDay;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.store.analytics.PgAnalyticsStore;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The policy is asked with what the owner's analytics tell, for as long as the owner consents. */
class OwnerDaysIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final int VIDEO = 0;
    private static final String CAMPAIGN = "campaign-of-an-owner";
    /** Stands for what was derived from the analytics. */
    private static final long MARK = 76_543_500;

    private static final Money USD = Money.parse("1000", "USD");

    private final PgAnalyticsStore store = new PgAnalyticsStore(POSTGRES.database());
    private final AtomicReference<OwnerCredentials> consent =
            new AtomicReference<>(token(Credentials.DEMO.ownerRefreshToken()));
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private SmmWorld world;

    @BeforeEach
    void aWorld() {
        for (String table : List.of("campaigns", "analytics_days", "analytics_sources", "analytics_videos")) {
            Waiting.on(POSTGRES.database()
                    .pool()
                    .query("DELETE FROM ratio_fixer_" + table)
                    .execute());
        }
        Waiting.on(POSTGRES.database()
                .pool()
                .query("DELETE FROM ratio_fixer_analytics_channels")
                .execute());
        world = new SmmWorld(POSTGRES.database());
        world.start();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static OwnerCredentials token(String refresh) {
        return OwnerCredentials.of(Optional.of(
                new OAuthCredentials(Credentials.DEMO.clientId(), Credentials.DEMO.clientSecret(), refresh)));
    }

    private AnalyticsVerticle analytics() {
        URI origin = URI.create(world.sandbox.origin());
        return new AnalyticsVerticle(
                new AnalyticsUpstreams(
                        new GoogleSettings.Analytics(true, origin),
                        origin.resolve("/token"),
                        () -> origin,
                        QuotaGate.OPEN),
                consent::get,
                () -> new AnalyticsRules(true, Duration.ofDays(30), CountingRegime.VIDEOS_CHANGED),
                store,
                (channel, why, went) -> {
                    ended.add(channel);
                    return Future.succeededFuture();
                },
                world.time,
                world.time);
    }

    private VideoAnalytics stored(VideoId video) {
        return Waiting.on(store.read(video));
    }

    /** What the policy knows of the ads campaign when it is asked now. */
    private AdsFacts asked(Promotion promotion) {
        world.decidedBy.clear();
        world.ask(promotion, world.evidence(VIDEO, 0.0001, 0.0001));
        assertThat(world.decidedBy).hasSize(1);
        return ((AdsView.Known) world.decidedBy.getFirst().ads()).facts();
    }

    @Test
    void a_decision_takes_the_owners_days_until_the_consent_ends() {
        SandboxVideo of = world.sandbox.videos().get(VIDEO);
        VideoId video = new VideoId(of.videoId());
        Waiting.on(OrderCampaigns.running(
                POSTGRES.database(),
                new OrderCampaigns.Row(CAMPAIGN, of.videoId(), of.channelId(), SmmWorld.ads(VIDEO), 1),
                SmmWorld.START.minus(Duration.ofDays(10)),
                world.node));
        Promotion promotion = world.promotion(CAMPAIGN, VIDEO, SmmWorld.ads(VIDEO), null);
        world.advance(Duration.ofDays(2));
        assertThat(asked(promotion).insight().days())
                .as("nobody reads analytics here")
                .isEmpty();

        AnalyticsVerticle verticle = analytics();
        world.beside(verticle);
        world.advance(Duration.ofDays(7));
        verticle.look();
        world.until(() -> stored(video).sources().size() > 3);

        List<OwnerDay> days = asked(promotion).insight().days();
        VideoAnalytics read = stored(video);
        assertThat(days).hasSizeGreaterThan(3).isEqualTo(OwnerDayReader.days(read, VideoForm.VIDEO));
        assertThat(days).allSatisfy(day -> {
            assertThat(day.end().plus(Duration.ofDays(2))).isBefore(world.time.instant());
            assertThat(day.adsViews()).isPositive().isLessThan(day.views());
            assertThat(read.sources())
                    .filteredOn(source -> new PacificDay(source.day()).start().equals(day.start()))
                    .filteredOn(source -> source.source().equals(VideoAnalytics.ADVERTISING))
                    .singleElement()
                    .satisfies(source -> assertThat(source.views()).isEqualTo(day.adsViews()));
        });

        consent.set(token("1//taken-back"));
        verticle.look();
        world.until(() -> !ended.isEmpty());

        AdsFacts after = asked(promotion);
        assertThat(after.insight().days()).isEmpty();
        assertThat(after.hours()).isNotEmpty();
        assertThat(ended).containsExactly(of.channelId());
    }

    /** What an order was decided by, and every row that tells of it, goes with the consent; what it cost stays. */
    @Test
    void nothing_that_was_derived_is_left_in_any_table() {
        SandboxVideo of = world.sandbox.videos().get(VIDEO);
        Waiting.on(OrderCampaigns.running(
                POSTGRES.database(),
                new OrderCampaigns.Row(CAMPAIGN, of.videoId(), of.channelId(), SmmWorld.ads(VIDEO), 1),
                SmmWorld.START.minus(Duration.ofDays(10)),
                world.node));
        Promotion promotion = world.promotion(CAMPAIGN, VIDEO, SmmWorld.ads(VIDEO), null);
        AnalyticsVerticle verticle = analytics();
        world.beside(verticle);
        world.advance(Duration.ofDays(7));
        verticle.look();
        world.until(() -> stored(new VideoId(of.videoId())).sources().size() > 3);
        Evidence told = world.evidence(VIDEO, 0.0001, 0.0001);
        Quantiles band = SmmWorld.band(MARK);
        long missing = MARK - Objects.requireNonNull(told.sample().counters().likes());
        Evidence marked = new Evidence(told.sample(), told.channel(), band, band, true, "test", missing, 0);
        world.ask(promotion, marked);
        Proposed proposed = new Proposed(new OrderTerms(
                "order-of-an-owner",
                "key",
                CAMPAIGN,
                promotion.video().id(),
                1,
                SmmWorld.ads(VIDEO),
                new AskTeam(promotion.video().id(), "A song", MARK + " are expected", MARK, MARK),
                Money.zero("USD"),
                null,
                new Forecast(MARK, MARK),
                marked,
                "Ask: " + MARK + " are expected",
                world.time.instant(),
                world.time.instant().plus(Duration.ofDays(1))));
        Waiting.on(world.ledger()
                .write(
                        proposed,
                        new SpendRules(new SpendLimits(USD, USD), USD, new EngineLimits(USD, USD, true)),
                        new OrderEvent(
                                world.time.instant(), "policy", proposed.terms().summary(), null)));
        plant(world.time.instant());
        List<String> marks = List.of("765435", "7.65435", Long.toString(missing));
        assertThat(tablesWith(marks))
                .contains(
                        "ratio_fixer_campaigns",
                        "ratio_fixer_decisions",
                        "ratio_fixer_money_wishes",
                        "ratio_fixer_notices",
                        "ratio_fixer_order_events",
                        "ratio_fixer_policy_inputs",
                        "ratio_fixer_readings",
                        "ratio_fixer_trial_looks",
                        "youtube_campaign_samples",
                        "youtube_campaigns",
                        "youtube_ratio_fixer_orders");
        String money = money();

        consent.set(token("1//taken-back"));
        verticle.look();
        world.until(() -> !ended.isEmpty());

        assertThat(tablesWith(marks)).isEmpty();
        assertThat(money()).isEqualTo(money).contains("team_task");
        assertThat(Waiting.on(world.ledger().open(CAMPAIGN))).singleElement().satisfies(order -> {
            assertThat(order.terms().evidence().likes()).isNull();
            assertThat(order.terms().evidence().sample()).isEqualTo(told.sample());
            assertThat(order.terms().summary())
                    .isEqualTo(((AskTeam) order.terms().action()).ask());
        });

        // Another node had it still, and wrote it down after the end.
        plant(world.time.instant());
        Waiting.on(POSTGRES.database().pool().query("""
                        UPDATE youtube_ratio_fixer_orders SET state = jsonb_set(state, '{settlement}',
                            '{"note": "%1$d likes a view", "trial": {"multiple_low": %1$d}}')
                        WHERE order_id = 'order-of-an-owner'
                        """.formatted(MARK)).execute());
        verticle.look();
        world.until(() -> tablesWith(marks).isEmpty());
        Waiting.on(POSTGRES.database()
                .pool()
                .query("UPDATE youtube_ratio_fixer_orders SET state = state - 'settlement'")
                .execute());
    }

    private static void plant(Instant at) {
        String planted = """
                UPDATE ratio_fixer_campaigns SET sampled_at = '%1$s', orders_asked_at = '%1$s', desired_likes = %2$d,
                    expectation = '{"basis": "engaged", "likes": {"p50": %2$d}}', policy_answer = '{"text": "%2$d"}'
                WHERE campaign_id = '%3$s';
                SELECT ratio_fixer_display(ARRAY['%3$s']);
                CREATE TABLE IF NOT EXISTS youtube_campaign_samples_all PARTITION OF youtube_campaign_samples DEFAULT;
                INSERT INTO youtube_campaign_samples (campaign_id, sampled_at, views, counting_regime, corrected,
                    expected_likes_p10, expected_likes_p25, expected_likes_p50, expected_likes_p75, expected_likes_p90)
                VALUES ('%3$s', '%1$s', 1, 'first_frame', false, 1, 1, %2$d, 1, 1)
                ON CONFLICT (campaign_id, sampled_at) DO UPDATE SET expected_likes_p50 = %2$d;
                INSERT INTO ratio_fixer_decisions (campaign_id, counter, standing, outcome, reason_code, detail, at,
                    last_at, next_look_at)
                VALUES ('%3$s', 'likes', 'short', 'held', 'x', '%2$d are expected', '%1$s', '%1$s', '%1$s');
                INSERT INTO ratio_fixer_policy_inputs (campaign_id, at, evidence, terms)
                VALUES ('%3$s', '%1$s', '{"likes": %2$d}', 'x') ON CONFLICT DO NOTHING;
                INSERT INTO ratio_fixer_money_wishes (campaign_id, currency, cost_micros, likes_low, at)
                VALUES ('%3$s', 'USD', 1, %2$d, '%1$s')
                ON CONFLICT (campaign_id) DO UPDATE SET likes_low = %2$d;
                INSERT INTO ratio_fixer_notices (at, event, subject, campaign_id, detail)
                VALUES ('%1$s', 'order_waits', 'o', '%3$s', '%2$d are missing'),
                    ('%1$s', 'trial_ended', 'o', '%3$s', '%2$d likes a view');
                INSERT INTO ratio_fixer_trial_looks (order_id, blocks, at, raised_blocks, multiple_low)
                VALUES ('order-of-an-owner', 6, '%1$s', 3, %2$d) ON CONFLICT DO NOTHING
                """.formatted(at, MARK, CAMPAIGN);
        for (String statement : planted.split(";", -1)) {
            Waiting.on(POSTGRES.database().pool().query(statement).execute());
        }
    }

    /** What orders did and cost, without why. */
    private static String money() {
        StringBuilder rows = new StringBuilder();
        Waiting.on(POSTGRES.database().pool().query("""
                        SELECT concat_ws(' ', order_id, order_type, status, cost, currency, held_micros, approved_by,
                            (state #> '{terms,action}') - 'ask' - 'missing_likes' - 'missing_comments') AS line
                        FROM youtube_ratio_fixer_orders ORDER BY order_id
                        """).execute())
                .forEach(row -> rows.append(row.getString("line")).append('\n'));
        return rows.toString();
    }

    /** The tables of the schema of which a row tells any of these. */
    private static Set<String> tablesWith(List<String> marks) {
        Set<String> found = new TreeSet<>();
        List<String> tables = new ArrayList<>();
        Waiting.on(POSTGRES.database()
                        .pool()
                        .query("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition"
                                + " AND relnamespace = current_schema()::regnamespace")
                        .execute())
                .forEach(row -> tables.add(row.getString("relname")));
        assertThat(tables).hasSizeGreaterThan(30);
        for (String table : tables) {
            Waiting.on(POSTGRES.database()
                            .pool()
                            .query("SELECT t::text AS line FROM \"" + table + "\" t")
                            .execute())
                    .forEach(row -> {
                        if (marks.stream().anyMatch(row.getString("line")::contains)) {
                            found.add(table);
                        }
                    });
        }
        return found;
    }
}
