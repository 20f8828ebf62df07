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
import dev.ratiofixer.sandbox.SandboxVideo;
import dev.ratiofixer.sandbox.oauth.Credentials;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.OwnerViews.OwnerDay;
import dev.ratiofixer.store.analytics.PgAnalyticsStore;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    private final PgAnalyticsStore store = new PgAnalyticsStore(POSTGRES.database());
    private final AtomicReference<OwnerCredentials> consent =
            new AtomicReference<>(token(Credentials.DEMO.ownerRefreshToken()));
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private SmmWorld world;

    @BeforeEach
    void aWorld() {
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
                (channel, why, rows) -> {
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
        assertThat(days).hasSizeGreaterThan(3).isEqualTo(OwnerDayReader.days(read));
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
}
