package dev.ratiofixer.store.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.campaign.CampaignStore.StaleEpoch;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.StoreFixtures;
import dev.ratiofixer.store.order.OrderSteps;
import dev.ratiofixer.store.order.PgOrderLedger;
import dev.ratiofixer.store.sample.SampleRetention;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.ChannelKnowledge.Empty;
import dev.ratiofixer.video.ChannelKnowledge.Known;
import dev.ratiofixer.video.ChannelKnowledge.Unreadable;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoFacts;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PgCampaignStoreIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private PgCampaignStore store;

    @BeforeEach
    void cleanTables() {
        run("DELETE FROM ratio_fixer_campaigns; DELETE FROM youtube_campaigns; DELETE FROM youtube_campaign_samples;"
                + "DELETE FROM ratio_fixer_nodes");
        store = new PgCampaignStore(POSTGRES.vertx(), POSTGRES.database(), each -> lost.add(each.id()));
        living("n1");
        living("n2");
    }

    @Test
    void whatIsReservedIsWhatTheLedgerHolds() {
        Campaign leased = fresh(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), null));
        OrderSteps steps = new OrderSteps(new PgOrderLedger(POSTGRES.database(), "n1"));
        Proposed raise = OrderFixtures.raise(leased.id(), "a", "4.00");
        steps.written(raise);
        assertThat(spend(leased)).isEqualTo(new Spend(raise.held(), Money.zero("USD"), Money.parse("100.00", "USD")));

        // The engine dies before the campaign hears that its only order failed.
        CampaignSnapshot remembering = withSpend(StoreFixtures.fresh(), raise.held());
        Waiting.on(store.save(leased, remembering));
        steps.become(raise.reject("anna", "no", OrderFixtures.NOW));

        assertThat(spend(leased))
                .isEqualTo(new Spend(Money.zero("USD"), Money.zero("USD"), Money.parse("100.00", "USD")));
    }

    private @Nullable Spend spend(Campaign campaign) {
        return Waiting.on(store.find(campaign.id())).orElseThrow().snapshot().spend();
    }

    private static CampaignSnapshot withSpend(CampaignSnapshot snapshot, Money reserved) {
        return new CampaignSnapshot(
                snapshot.status(),
                snapshot.lastSample(),
                snapshot.expectation(),
                snapshot.shortfall(),
                snapshot.orders(),
                new Spend(reserved, Money.zero("USD"), Money.parse("100.00", "USD")),
                snapshot.stoppedAt(),
                snapshot.lastCheck(),
                snapshot.nextCheck(),
                snapshot.problems());
    }

    @Test
    void aTitleWithNulIsStoredWithABlank() {
        Campaign given = StoreFixtures.campaign();
        VideoFacts video = given.video();
        VideoFacts odd = new VideoFacts(
                video.id(),
                "a\u0000b",
                video.channelId(),
                video.publishedAt(),
                video.duration(),
                video.form(),
                video.category());
        Campaign leased = fresh(insert(
                new Campaign(given.id(), 0, odd, given.terms(), given.startedAt()), StoreFixtures.fresh(), null));

        assertThat(Waiting.on(store.find(leased.id()))
                        .orElseThrow()
                        .campaign()
                        .video()
                        .title())
                .isEqualTo("a b");
    }

    @Test
    void keepsWhatAVideoTurnedOutToBeWithItsSamples() {
        Campaign given = StoreFixtures.campaign();
        Campaign upcoming = withVideo(given, null, given.video().publishedAt());
        Campaign leased = fresh(insert(upcoming, StoreFixtures.fresh(), null));
        assertThat(Waiting.on(store.find(leased.id()))
                        .orElseThrow()
                        .campaign()
                        .video()
                        .duration())
                .isNull();

        Campaign out = withVideo(leased, Duration.ofSeconds(200), StoreFixtures.NOW.plusSeconds(60));
        CampaignSnapshot sampled = StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(90), 10);
        store.saveFactsBehind(out, sampled);
        store.saveBehind(out, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(126), 11));
        Waiting.on(store.drain());

        assertThat(Waiting.on(store.find(leased.id())).orElseThrow().campaign()).isEqualTo(out);
        assertThat(one("SELECT count(*)::text FROM youtube_campaign_samples WHERE campaign_id = $1", leased.id()))
                .isEqualTo("2");
    }

    private static Campaign withVideo(Campaign campaign, @Nullable Duration duration, Instant published) {
        VideoFacts video = campaign.video();
        return new Campaign(
                campaign.id(),
                campaign.epoch(),
                new VideoFacts(
                        video.id(),
                        video.title(),
                        video.channelId(),
                        published,
                        duration,
                        video.form(),
                        video.category()),
                campaign.terms(),
                campaign.startedAt());
    }

    @Test
    void insertsACampaignLeasedAndShownAndFindsItAsItWas() {
        Campaign campaign = StoreFixtures.campaign();
        CampaignSnapshot snapshot = StoreFixtures.sampled(StoreFixtures.NOW, 10);

        Campaign leased = fresh(insert(campaign, snapshot, null));

        assertThat(leased.epoch()).isPositive();
        assertThat(Waiting.on(store.find(campaign.id()))).contains(new CampaignView(leased, snapshot));
        assertThat(one("SELECT node FROM ratio_fixer_leases WHERE campaign_id = $1", campaign.id()))
                .isEqualTo("n1");
        assertThat(one(
                        "SELECT ratio_fixer_status || campaign_name FROM youtube_campaigns WHERE ratio_fixer_campaign_id = $1",
                        campaign.id()))
                .isEqualTo("runningSpring");
    }

    static List<ChannelKnowledge> channels() {
        return List.of(
                ChannelKnowledge.unread(),
                new Known(
                        new ChannelHistory(20, 0.041, null, new UsualUpload(18, 1.5e6, 40.25, 213)), StoreFixtures.NOW),
                new Empty(StoreFixtures.NOW),
                new Unreadable("YouTube answered 503", StoreFixtures.NOW));
    }

    @ParameterizedTest
    @MethodSource("channels")
    void whatACampaignGoesOnWithAfterARestartIsKept(ChannelKnowledge channel) {
        Campaign campaign = fresh(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), null));
        CampaignSnapshot some = StoreFixtures.sampled(StoreFixtures.NOW, 10);
        CampaignSnapshot snapshot = new CampaignSnapshot(
                some.status(),
                some.lastSample(),
                some.expectation(),
                some.shortfall(),
                some.orders(),
                some.spend(),
                null,
                some.lastCheck(),
                some.nextCheck(),
                some.problems(),
                channel,
                StoreFixtures.NOW.minusSeconds(7),
                new CampaignSnapshot.PolicyRequestTimes(
                        StoreFixtures.NOW.minusSeconds(5),
                        StoreFixtures.NOW.plusSeconds(500),
                        new PolicyDecision(
                                campaign.id(),
                                "likes",
                                "short",
                                PolicyDecision.AnswerOutcome.HELD,
                                ReasonCode.PAID_VIEWERS_UNKNOWN,
                                "it is not known yet",
                                StoreFixtures.NOW.minusSeconds(5),
                                StoreFixtures.NOW.plusSeconds(500))));
        store.saveBehind(campaign, snapshot);
        Waiting.on(store.drain());
        dead("n1");

        assertThat(Waiting.on(store.claim("n2", 10)))
                .singleElement()
                .extracting(CampaignView::snapshot)
                .isEqualTo(snapshot);
    }

    @Test
    void aTickWritesWhatTicksChangeAndLeavesTheRest() throws Exception {
        Campaign campaign = fresh(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), null));
        CampaignSnapshot whole = knowing(StoreFixtures.NOW, new Empty(StoreFixtures.NOW));
        store.saveBehind(campaign, whole);
        Waiting.on(store.drain());
        CampaignSnapshot tick = knowing(StoreFixtures.NOW.plusSeconds(36), ChannelKnowledge.unread());
        store.saveBehind(campaign, tick, false);
        Waiting.on(store.drain());
        dead("n1");

        assertThat(Waiting.on(store.claim("n2", 10))).singleElement().satisfies(claimed -> {
            assertThat(claimed.snapshot().lastSample()).isEqualTo(tick.lastSample());
            assertThat(claimed.snapshot().expectation()).isEqualTo(tick.expectation());
            assertThat(claimed.snapshot().nextCheck()).isEqualTo(tick.nextCheck());
            assertThat(claimed.snapshot().channel()).isEqualTo(whole.channel());
        });
        // Under the old lease it changes nothing.
        store.saveBehind(campaign, knowing(StoreFixtures.NOW.plusSeconds(72), ChannelKnowledge.unread()), false);
        Waiting.on(store.drain());
        assertThat(Waiting.on(store.find(campaign.id()))
                        .orElseThrow()
                        .snapshot()
                        .lastSample())
                .isEqualTo(tick.lastSample());
    }

    /** So that an upgrade reads no channel that is known. */
    @Test
    void aCampaignOfBeforeThatWasKeptKnowsItsChannelByItsNewestSample() throws Exception {
        Campaign campaign = fresh(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), null));
        Campaign unread = fresh(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), null));
        ChannelHistory older = new ChannelHistory(3, 0.5, 0.25);
        ChannelHistory newer = new ChannelHistory(20, 0.0625, null, new UsualUpload(18, 1.5e6, 40.25, 213));
        store.saveBehind(campaign, knowing(StoreFixtures.NOW, new Known(older, StoreFixtures.NOW)));
        store.saveBehind(campaign, knowing(StoreFixtures.NOW.plusSeconds(36), new Known(newer, StoreFixtures.NOW)));
        store.saveBehind(unread, knowing(StoreFixtures.NOW, new Empty(StoreFixtures.NOW)));
        Waiting.on(store.drain());
        run("UPDATE ratio_fixer_campaigns SET channel_knowledge = NULL");

        try (InputStream migration = Objects.requireNonNull(
                getClass().getResourceAsStream("/db/migration/V171__take_channel_from_samples.sql"))) {
            run(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
        }

        assertThat(Waiting.on(store.find(campaign.id()))
                        .orElseThrow()
                        .snapshot()
                        .channel())
                .isEqualTo(new Known(newer, StoreFixtures.NOW.plusSeconds(36)));
        assertThat(Waiting.on(store.find(unread.id())).orElseThrow().snapshot().channel())
                .isEqualTo(ChannelKnowledge.unread());
    }

    private static CampaignSnapshot knowing(Instant sampledAt, ChannelKnowledge channel) {
        CampaignSnapshot some = StoreFixtures.sampled(sampledAt, 10);
        return new CampaignSnapshot(
                some.status(),
                some.lastSample(),
                some.expectation(),
                some.shortfall(),
                some.orders(),
                some.spend(),
                null,
                some.lastCheck(),
                some.nextCheck(),
                some.problems(),
                channel,
                null,
                CampaignSnapshot.PolicyRequestTimes.NEVER);
    }

    @Test
    void aCampaignOfBeforeThatWasKeptIsOfAnUnreadChannel() {
        Campaign campaign = fresh(insert(StoreFixtures.campaign(), StoreFixtures.sampled(StoreFixtures.NOW, 10), null));
        run("UPDATE ratio_fixer_campaigns SET channel_knowledge = NULL");

        CampaignSnapshot found =
                Waiting.on(store.find(campaign.id())).orElseThrow().snapshot();
        assertThat(found.channel()).isEqualTo(ChannelKnowledge.unread());
        assertThat(found.asked()).isEqualTo(CampaignSnapshot.PolicyRequestTimes.NEVER);
    }

    @Test
    void findsNothingForUnknownIds() {
        assertThat(Waiting.on(store.find(UUID.randomUUID().toString()))).isEmpty();
        assertThat(Waiting.on(store.find("'; DROP TABLE x; --"))).isEmpty();
    }

    @Test
    void refusesASecondLiveCampaignOfAVideoAndAllowsItAfterTheFirstEnded() {
        Campaign first = fresh(insert(StoreFixtures.campaign("dQw4w9WgXcQ"), StoreFixtures.fresh(), null));
        Campaign second = StoreFixtures.campaign("dQw4w9WgXcQ");

        assertThat(insert(second, StoreFixtures.fresh(), null))
                .isInstanceOfSatisfying(Inserted.Existing.class, existing -> {
                    assertThat(existing.view().campaign()).isEqualTo(first);
                    assertThat(existing.sameKey()).isFalse();
                });
        Waiting.on(store.save(first, StoreFixtures.snapshot(CampaignStatus.STOPPED, null)));
        assertThat(insert(second, StoreFixtures.fresh(), null)).isInstanceOf(Inserted.Fresh.class);
    }

    @Test
    void answersAUsedIdempotencyKeyWithItsCampaignEvenAfterItEnded() {
        Campaign first = fresh(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), "key-1"));
        Waiting.on(store.save(first, StoreFixtures.snapshot(CampaignStatus.COMPLETED, null)));

        assertThat(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), "key-1"))
                .isInstanceOfSatisfying(Inserted.Existing.class, existing -> {
                    assertThat(existing.view().campaign().id()).isEqualTo(first.id());
                    assertThat(existing.sameKey()).isTrue();
                });
    }

    @Test
    void insertsManyAtOnceWithOneWinnerAVideo() {
        List<Future<Inserted>> racing = IntStream.range(0, 600)
                .mapToObj(i -> store.insert(
                        StoreFixtures.campaign("race-" + String.format("%06d", i / 2)),
                        StoreFixtures.fresh(),
                        "n1",
                        null))
                .toList();
        List<Inserted> outcomes = racing.stream().map(Waiting::on).toList();
        assertThat(outcomes).filteredOn(Inserted.Fresh.class::isInstance).hasSize(300);
        assertThat(outcomes).filteredOn(Inserted.Existing.class::isInstance).hasSize(300);
    }

    /** A campaign's verticle is confined to its context; a statement is shared by campaigns of many. */
    @Test
    void everybodyIsAnsweredOnTheContextThatAsked() {
        List<Future<Boolean>> answers = IntStream.range(0, 40)
                .mapToObj(i -> {
                    Context context = ((VertxInternal) POSTGRES.vertx()).createEventLoopContext();
                    Promise<Boolean> there = Promise.promise();
                    context.runOnContext(now -> store.insert(
                                    StoreFixtures.campaign(), StoreFixtures.fresh(), "n1", null)
                            .compose(inserted ->
                                    store.save(((Inserted.Fresh) inserted).campaign(), StoreFixtures.fresh()))
                            .compose(saved -> store.drain())
                            .onComplete(done -> there.complete(context.equals(Vertx.currentContext()))));
                    return there.future();
                })
                .toList();

        assertThat(answers.stream().map(Waiting::on)).doesNotContain(false);
    }

    /** Else every later save of the node would wait for it for ever. */
    @Test
    void aVerticleThatGoesWhileItsWriteIsUnderWayHoldsUpNobody() {
        Campaign campaign = fresh(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), null));
        SqlConnection somebody = Waiting.on(POSTGRES.database().pool().getConnection());
        Transaction holding = Waiting.on(somebody.begin());
        Waiting.on(somebody.preparedQuery("SELECT FROM ratio_fixer_campaigns WHERE campaign_id = $1 FOR UPDATE")
                .execute(Tuple.of(campaign.id())));
        String verticle = Waiting.on(POSTGRES.vertx().deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                store.save(campaign, StoreFixtures.fresh());
                return Future.succeededFuture();
            }
        }));

        Waiting.on(POSTGRES.vertx().undeploy(verticle));
        Waiting.on(holding.commit());
        Waiting.on(somebody.close());

        Waiting.on(store.save(campaign, StoreFixtures.sampled(StoreFixtures.NOW, 10)));
    }

    @Test
    void oneRowThatTheDatabaseRefusesDoesNotFailItsNeighbours() {
        Campaign bad = new Campaign(
                "bad\0id",
                0,
                StoreFixtures.campaign().video(),
                StoreFixtures.campaign().terms(),
                StoreFixtures.NOW);
        Future<Inserted> before = store.insert(StoreFixtures.campaign(), StoreFixtures.fresh(), "n1", null);
        Future<Inserted> refused = store.insert(bad, StoreFixtures.fresh(), "n1", null);
        Future<Inserted> after = store.insert(StoreFixtures.campaign(), StoreFixtures.fresh(), "n1", null);

        assertThat(Waiting.on(before)).isInstanceOf(Inserted.Fresh.class);
        assertThat(Waiting.on(after)).isInstanceOf(Inserted.Fresh.class);
        assertThatThrownBy(() -> Waiting.on(refused)).isNotNull();
    }

    @Test
    void savesAtOnceAndRefusesAnOldEpoch() {
        Campaign mine = fresh(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), null));
        dead("n1");
        CampaignView taken = Waiting.on(store.claim("n2", 10)).getFirst();

        assertThat(taken.campaign().epoch()).isGreaterThan(mine.epoch());
        assertThatThrownBy(() -> Waiting.on(store.save(mine, StoreFixtures.snapshot(CampaignStatus.STOPPED, null))))
                .isInstanceOf(StaleEpoch.class);
        Waiting.on(store.save(taken.campaign(), StoreFixtures.snapshot(CampaignStatus.STOPPED, null)));
        assertThat(one(
                        "SELECT ratio_fixer_status FROM youtube_campaigns WHERE ratio_fixer_campaign_id = $1",
                        mine.id()))
                .isEqualTo("stopped");
    }

    @Test
    void writesTicksBehindWithEverySampleAndTheNewestSnapshot() {
        Campaign campaign = fresh(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), null));
        for (int i = 0; i < 50; i++) {
            store.saveBehind(campaign, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(36L * i), i));
        }
        store.saveBehind(campaign, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(36L * 49), 49));
        assertThat(Waiting.on(store.find(campaign.id()))
                        .orElseThrow()
                        .snapshot()
                        .lastSample())
                .as("what waits is seen")
                .isEqualTo(StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(36L * 49), 49)
                        .lastSample());

        Waiting.on(store.drain());

        assertThat(one(
                        "SELECT count(*) || '/' || sum(views) || '/' || count(likes) FROM youtube_campaign_samples"
                                + " WHERE campaign_id = $1",
                        campaign.id()))
                .isEqualTo("50/1225/0");
        assertThat(one(
                        "SELECT views || '/' || desired_likes FROM ratio_fixer_campaigns WHERE campaign_id = $1",
                        campaign.id()))
                .isEqualTo("49/400");
        assertThat(one(
                        "SELECT expected_likes_p50 || '/' || counting_regime || '/' || corrected"
                                + " FROM youtube_campaign_samples WHERE campaign_id = $1 LIMIT 1",
                        campaign.id()))
                .isEqualTo("400.4/first_frame/true");
    }

    @Test
    void aTickOnItsWayNeverUndoesALaterSave() {
        Campaign campaign = fresh(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), null));
        for (int i = 0; i < 20; i++) {
            store.saveBehind(campaign, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(i), i));
        }
        Waiting.on(store.save(campaign, StoreFixtures.snapshot(CampaignStatus.STOPPED, null)));
        Waiting.on(store.drain());
        assertThat(Waiting.on(store.find(campaign.id()))
                        .orElseThrow()
                        .snapshot()
                        .status())
                .isEqualTo(CampaignStatus.STOPPED);
        assertThat(one("SELECT count(*)::text FROM youtube_campaign_samples WHERE campaign_id = $1", campaign.id()))
                .isEqualTo("20");
    }

    @Test
    void samplesOfManyDaysGetTheirPartitions() {
        Campaign campaign = fresh(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), null));
        for (int day = 0; day < 40; day++) {
            store.saveBehind(campaign, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(86_400L * day), day));
        }
        Waiting.on(store.drain());
        SampleRetention retention = new SampleRetention(POSTGRES.database());
        int dropped =
                Waiting.on(retention.drop(StoreFixtures.NOW.plusSeconds(86_400L * 39), java.time.Duration.ofDays(30)));

        // The tenth day's sample is exactly as old as may be.
        assertThat(dropped).isEqualTo(10);
        assertThat(one("SELECT count(*)::text FROM youtube_campaign_samples WHERE campaign_id = $1", campaign.id()))
                .isEqualTo("30");
        store.saveBehind(campaign, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(86_400L * 41), 41));
        Waiting.on(store.drain());
        assertThat(lost).isEmpty();
    }

    @Test
    void aTickUnderAnOldEpochIsRefusedAndReported() {
        Campaign mine = fresh(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), null));
        dead("n1");
        Waiting.on(store.claim("n2", 10));
        store.saveBehind(mine, StoreFixtures.sampled(StoreFixtures.NOW, 99));
        Waiting.on(store.drain());
        assertThat(lost).containsExactly(mine.id());
        assertThat(Waiting.on(store.find(mine.id())).orElseThrow().snapshot().lastSample())
                .isNull();
    }

    /** After an outage past its lease, a node claims its campaigns anew while their last ticks still wait. */
    @Test
    void whatWaitsWhenANodeLeasesItsOwnCampaignAgainIsWrittenUnderTheNewLease() {
        Campaign mine = fresh(insert(StoreFixtures.campaign(), StoreFixtures.fresh(), null));
        POSTGRES.runOnServer("ALTER DATABASE " + POSTGRES.url().database() + " ALLOW_CONNECTIONS false");
        killBackEnds();
        CampaignSnapshot newest = StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(36), 99);
        store.saveBehind(mine, newest);
        Waiting.until(() -> store.writeBehind().trouble() != null);
        POSTGRES.runOnServer("ALTER DATABASE " + POSTGRES.url().database() + " ALLOW_CONNECTIONS true");

        run("UPDATE ratio_fixer_nodes SET life = life + 1 WHERE node = 'n1'");
        CampaignView again = Waiting.on(store.claim("n1", 10)).getFirst();
        Waiting.on(store.drain());

        assertThat(again.campaign().epoch()).isEqualTo(mine.epoch() + 1);
        assertThat(again.snapshot().lastSample())
                .isNotNull()
                .satisfies(sample -> assertThat(sample.counters().views()).isEqualTo(99));
        assertThat(Waiting.on(store.find(mine.id())).orElseThrow().snapshot()).isEqualTo(newest);
        assertThat(one("SELECT count(*)::text FROM youtube_campaign_samples WHERE campaign_id = $1", mine.id()))
                .isEqualTo("1");
    }

    @Test
    void twoNodesNeverClaimTheSameCampaign() {
        insertMany(300, "n1");
        dead("n1");
        living("n3");
        Database other = POSTGRES.connect(4);
        PgCampaignStore second = new PgCampaignStore(POSTGRES.vertx(), other, each -> lost.add(each.id()));

        List<Future<List<CampaignView>>> claims = IntStream.range(0, 40)
                .mapToObj(i -> i % 2 == 0 ? store.claim("n2", 10) : second.claim("n3", 10))
                .toList();
        List<String> ids = claims.stream()
                .flatMap(claim -> Waiting.on(claim).stream())
                .map(view -> view.campaign().id())
                .toList();

        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        List<String> rest = claimAll("n2");
        assertThat(ids.size() + rest.size()).isEqualTo(300);
        Waiting.on(other.close(POSTGRES.vertx()));
    }

    @Test
    void claimsNothingOfALivingNodeAndNothingForADeadOne() {
        insertMany(5, "n1");
        assertThat(Waiting.on(store.claim("n2", 10))).isEmpty();
        dead("n1");
        dead("n2");
        assertThat(Waiting.on(store.claim("n2", 10))).isEmpty();
        assertThat(Waiting.on(store.claim("never-registered", 10))).isEmpty();
        living("n2");
        assertThat(Waiting.on(store.claim("n2", 10))).hasSize(5);
    }

    @Test
    void losesAndDoublesNothingWhenItsBackEndsAreKilledAndTheDatabaseIsAway() {
        List<Campaign> campaigns = insertMany(200, "n1");
        for (int i = 0; i < 30; i++) {
            for (Campaign campaign : campaigns) {
                store.saveBehind(campaign, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(36L * i), i));
            }
            if (i % 10 == 5) {
                killBackEnds();
            }
        }
        POSTGRES.runOnServer("ALTER DATABASE " + POSTGRES.url().database() + " ALLOW_CONNECTIONS false");
        killBackEnds();
        campaigns.forEach(
                each -> store.saveBehind(each, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(36L * 30), 30)));
        Waiting.until(() -> store.writeBehind().trouble() != null);
        assertThat(store.writeBehind().campaigns()).isPositive();
        POSTGRES.runOnServer("ALTER DATABASE " + POSTGRES.url().database() + " ALLOW_CONNECTIONS true");

        Waiting.on(store.drain());

        assertThat(one(
                        "SELECT count(*) || '/' || count(DISTINCT campaign_id) FROM youtube_campaign_samples WHERE $1 = $1",
                        ""))
                .isEqualTo("6200/200");
        assertThat(one("SELECT min(views) || '/' || max(views) FROM ratio_fixer_campaigns WHERE $1 = $1", ""))
                .isEqualTo("30/30");
        assertThat(store.writeBehind()).isEqualTo(new PgCampaignStore.WriteBehind(0, 0, null));
    }

    private List<Campaign> insertMany(int count, String node) {
        return Stream.generate(StoreFixtures::campaign)
                .limit(count)
                .map(each -> store.insert(each, StoreFixtures.fresh(), node, null))
                .toList()
                .stream()
                .map(inserted -> fresh(Waiting.on(inserted)))
                .toList();
    }

    private List<String> claimAll(String node) {
        return Waiting.on(store.claim(node, 10_000)).stream()
                .map(view -> view.campaign().id())
                .toList();
    }

    private Inserted insert(Campaign campaign, CampaignSnapshot snapshot, @Nullable String key) {
        return Waiting.on(store.insert(campaign, snapshot, "n1", key));
    }

    private static Campaign fresh(Inserted inserted) {
        assertThat(inserted).isInstanceOf(Inserted.Fresh.class);
        return ((Inserted.Fresh) inserted).campaign();
    }

    private static void living(String node) {
        run("INSERT INTO ratio_fixer_nodes (node, expires_at) VALUES ('" + node + "', 'infinity')"
                + " ON CONFLICT (node) DO UPDATE SET expires_at = 'infinity'");
    }

    private static void dead(String node) {
        run("UPDATE ratio_fixer_nodes SET expires_at = '-infinity' WHERE node = '" + node + "'");
    }

    private static void killBackEnds() {
        POSTGRES.runOnServer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                + POSTGRES.url().database() + "'");
    }

    private static void run(String sql) {
        Waiting.on(POSTGRES.database().pool().query(sql).execute());
    }

    private static String one(String sql, String parameter) {
        for (Row row : Waiting.on(POSTGRES.database().pool().preparedQuery(sql).execute(Tuple.of(parameter)))) {
            return row.getString(0);
        }
        throw new AssertionError("no row");
    }
}
