package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.BusMessage.Done;
import dev.ratiofixer.bus.FakeInbox;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.bus.Mailbox;
import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.campaign.SupervisorRequest.CheckStart;
import dev.ratiofixer.campaign.SupervisorRequest.FormChoice;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import dev.ratiofixer.campaign.SupervisorRequest.NoSuchCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.ProposeOrders;
import dev.ratiofixer.campaign.SupervisorRequest.StartCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StartOutcome;
import dev.ratiofixer.campaign.SupervisorRequest.StopCampaign;
import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.ClaimAdsCampaigns;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrder;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PrerequisitesChecked;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeVideo;
import dev.ratiofixer.youtube.YouTubeRequest.Unwatch;
import dev.ratiofixer.youtube.YouTubeRequest.Watch;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CampaignSupervisorTest {
    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime(CampaignFixtures.NOW);
    private final ManualTime realTime = new ManualTime(CampaignFixtures.NOW);
    private final MemoryCampaignStore store = new MemoryCampaignStore();
    private final CampaignDeployments deployments = new CampaignDeployments(vertx);
    private final BlockingQueue<BusMessage> toYouTube = new LinkedBlockingQueue<>();
    private final BlockingQueue<PlaceOrder> toSmm = new LinkedBlockingQueue<>();
    private final BlockingQueue<CampaignChanged> events = new LinkedBlockingQueue<>();
    private final List<Instant> judged = new CopyOnWriteArrayList<>();
    private final CampaignCounters meters = new CampaignCounters() {
        @Override
        public void decided(long nanos) {}

        @Override
        public void sampled(Duration late) {}

        @Override
        public void judged(VideoFacts video, Sample sample, Expectation expectation) {
            judged.add(sample.at());
        }
    };
    private @Nullable WatchError trouble;
    private List<Prerequisite> taken = List.of();

    @BeforeEach
    void deploy() throws Exception {
        new MessageCodec(Json.mapper(), List.of()).install(vertx.eventBus());
        Mailbox.open(vertx.eventBus(), Addresses.YOUTUBE, 100, FakeInbox.of(this::youTube));
        Mailbox.open(vertx.eventBus(), Addresses.SMM, 100, FakeInbox.of(this::smm));
        Mailbox.open(
                vertx.eventBus(),
                Addresses.MODEL,
                100,
                FakeInbox.of(ask -> Future.succeededFuture(CampaignFixtures.EXPECTED)));
        vertx.eventBus()
                .<CampaignChanged>localConsumer(Addresses.CAMPAIGN_EVENTS, message -> events.add(message.body()));
        await(vertx.deployVerticle(supervisor()));
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private CampaignSupervisor supervisor() {
        return new CampaignSupervisor(
                "node-1",
                CampaignRules.DEFAULT,
                new CampaignDependencies(store, time, time, meters),
                store,
                deployments,
                realTime);
    }

    private Future<? extends BusMessage> youTube(BusMessage message) {
        if (message instanceof DescribeVideo) {
            return Future.succeededFuture(
                    trouble == null
                            ? new DescribeOutcome.Described(
                                    CampaignFixtures.VIDEO,
                                    CampaignFixtures.sampled(CampaignFixtures.NOW, 1L, 1L, 1L)
                                            .sample())
                            : new DescribeOutcome.NotDescribed(trouble, "no such video"));
        }
        toYouTube.add(message);
        return Future.succeededFuture(Done.DONE);
    }

    private Future<? extends BusMessage> smm(BusMessage message) {
        return switch (message) {
            case CheckPrerequisites check -> Future.succeededFuture(new PrerequisitesChecked(List.of()));
            case ClaimAdsCampaigns claim -> Future.succeededFuture(new PrerequisitesChecked(taken));
            case PlaceOrder order -> {
                toSmm.add(order);
                yield Future.succeededFuture(new PlaceOrderOutcome.Held("not now", Instant.MAX));
            }
            default -> Future.succeededFuture(Done.DONE);
        };
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private BusMessage ask(BusMessage message) throws Exception {
        return await(vertx.eventBus().<BusMessage>request(Addresses.SUPERVISOR, message))
                .body();
    }

    private StartOutcome start(OrderMode mode, @Nullable String key) throws Exception {
        return (StartOutcome) ask(new StartCampaign(
                CampaignFixtures.VIDEO.id(),
                FormChoice.AUTO,
                CampaignFixtures.terms(mode, CompleteWhen.NEVER),
                "test",
                key));
    }

    private String started() throws Exception {
        return ((StartOutcome.Started) start(OrderMode.AUTO, null))
                .view()
                .campaign()
                .id();
    }

    private CampaignStatus stored(String id) throws Exception {
        return await(store.find(id)).orElseThrow().snapshot().status();
    }

    private BusMessage heard() throws Exception {
        BusMessage message = toYouTube.poll(60, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    private CampaignChanged event(String what) throws Exception {
        while (true) {
            CampaignChanged event = events.poll(60, TimeUnit.SECONDS);
            assertThat(event).as("event " + what).isNotNull();
            if (event.what().equals(what)) {
                return event;
            }
        }
    }

    @Test
    void startDeploysWatchesAndStoresAndStopUndoesItAll() throws Exception {
        String id = started();
        assertThat(deployments.count()).isEqualTo(1);
        assertThat(stored(id)).isEqualTo(CampaignStatus.RUNNING);
        assertThat(heard()).isInstanceOfSatisfying(Watch.class, watch -> {
            assertThat(watch.watcher()).isEqualTo(id);
            assertThat(watch.video()).isEqualTo(CampaignFixtures.VIDEO.id());
        });
        BusMessage stopped = ask(new StopCampaign(id, "test"));
        assertThat(((CampaignView) stopped).snapshot().status()).isEqualTo(CampaignStatus.STOPPED);
        assertThat(deployments.count()).isZero();
        assertThat(stored(id)).isEqualTo(CampaignStatus.STOPPED);
        assertThat(heard()).isInstanceOf(Unwatch.class);
        BusMessage again = ask(new StopCampaign(id, "test"));
        assertThat(again).isEqualTo(stopped);
    }

    @Test
    void aConsentThatEndsBeforeTheCampaignDoesIsNamedBeforeAnythingRuns() throws Exception {
        Instant ends = CampaignFixtures.CONSENT.expiresAt();
        CompleteWhen later = new CompleteWhen(null, null, ends.plusSeconds(1));
        StartOutcome refused = (StartOutcome) ask(new StartCampaign(
                CampaignFixtures.VIDEO.id(),
                FormChoice.AUTO,
                CampaignFixtures.terms(OrderMode.AUTO, later),
                "test",
                null));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        StartOutcome.Unmet.class,
                        unmet -> assertThat(unmet.missing()).singleElement().satisfies(line -> {
                            assertThat(line.field()).isEqualTo("consent");
                            assertThat(line.detail()).contains("ends at " + ends, "before the campaign does");
                        }));
        assertThat(deployments.count()).isZero();

        PrerequisitesChecked listed =
                (PrerequisitesChecked) ask(new CheckStart(null, CampaignFixtures.terms(OrderMode.AUTO, later)));
        assertThat(listed.prerequisites()).extracting(line -> line.name()).contains("consent_covers_campaign");
        CompleteWhen within = new CompleteWhen(null, null, ends);
        assertThat(((PrerequisitesChecked) ask(new CheckStart(null, CampaignFixtures.terms(OrderMode.AUTO, within))))
                        .prerequisites())
                .isEmpty();
    }

    @Test
    void anAdsCampaignThatAnotherStartWasFasterForStopsTheStart() throws Exception {
        taken = List.of(new Prerequisite("ads_campaign_free", "like_server", false, true, "it is another's"));

        StartOutcome refused = (StartOutcome) ask(new StartCampaign(
                CampaignFixtures.VIDEO.id(),
                FormChoice.AUTO,
                CampaignFixtures.terms(OrderMode.AUTO, CompleteWhen.NEVER),
                "test",
                null));

        assertThat(refused).isEqualTo(new StartOutcome.Unmet(taken));
        assertThat(deployments.count()).isZero();
    }

    @Test
    void aSampleGoesThroughTheModelToAnOrder() throws Exception {
        String id = started();
        time.advance(java.time.Duration.ofSeconds(36));
        tell(id, CampaignFixtures.sampled(time.instant(), 10_000L, 100L, 10L));
        PlaceOrder order = toSmm.poll(60, TimeUnit.SECONDS);
        assertThat(order).isNotNull();
        assertThat(order.evidence().shortfallLikes()).isEqualTo(300);
        assertThat(order.evidence().shortfallComments()).isEqualTo(30);
        assertThat(event("expected").view().snapshot().shortfall()).isEqualTo(new Shortfall(300, 30));
    }

    @Test
    void whoeverAsksThePolicyNowIsAnsweredAfterThePolicy() throws Exception {
        String id = started();
        ReplyException tooEarly = refused(new ProposeOrders(id, "test"));
        assertThat(tooEarly.failureCode()).isEqualTo(ReplyFailureCode.NOT_NOW);
        assertThat(tooEarly.getMessage()).contains("not compared yet");
        sampled(id, Duration.ofMinutes(5), CampaignFixtures.CHANNEL);
        assertThat(toSmm.poll(60, TimeUnit.SECONDS)).isNotNull();

        BusMessage view = ask(new ProposeOrders(id, "test"));

        assertThat(toSmm.poll(60, TimeUnit.SECONDS)).isNotNull();
        assertThat(((CampaignView) view).campaign().id()).isEqualTo(id);
        assertThat(ask(new ProposeOrders("none", "test"))).isEqualTo(new NoSuchCampaign("none"));
        ask(new StopCampaign(id, "test"));
        assertThat(refused(new ProposeOrders(id, "test")).getMessage()).contains("has ended");
    }

    private ReplyException refused(ProposeOrders ask) throws Exception {
        try {
            throw new AssertionError("answered: " + ask(ask));
        } catch (java.util.concurrent.ExecutionException failed) {
            return (ReplyException) java.util.Objects.requireNonNull(failed.getCause());
        }
    }

    private void tell(String id, BusMessage news) {
        new LocalBus(vertx.eventBus()).sendTo(Addresses.CAMPAIGNS, id, news);
    }

    private void sampled(String id, Duration sinceStart, ChannelKnowledge channel) throws Exception {
        Sampled some = CampaignFixtures.sampled(CampaignFixtures.NOW.plus(sinceStart), 10_000L, 500L, 50L);
        tell(id, new Sampled(some.facts(), some.sample(), channel, null));
        event("expected");
        // Behind what it does after it said so.
        await(new LocalBus(vertx.eventBus()).requestOf(Addresses.CAMPAIGNS, id, new GetStatus(id)));
    }

    @Test
    void whatTheVideoTurnsOutToBeIsKept() throws Exception {
        String id = started();
        Instant out = CampaignFixtures.NOW.plusSeconds(30);
        VideoFacts known = CampaignFixtures.VIDEO;
        VideoFacts premiered = new VideoFacts(
                known.id(),
                known.title(),
                known.channelId(),
                out,
                Duration.ofSeconds(185),
                known.form(),
                known.category());
        Sampled some = CampaignFixtures.sampled(CampaignFixtures.NOW.plusSeconds(36), 10_000L, 500L, 50L);
        tell(id, new Sampled(premiered, some.sample(), CampaignFixtures.CHANNEL, null));

        assertThat(event("expected").view().campaign().video()).isEqualTo(premiered);
        assertThat(await(store.find(id)).orElseThrow().campaign().video()).isEqualTo(premiered);
    }

    /** However often it is polled, and wherever it is run. */
    @Test
    void oneReadingACampaignAndHourIsHeldAgainstTheBand() throws Exception {
        String id = started();
        sampled(id, Duration.ofMinutes(5), new ChannelKnowledge.Unreadable("YouTube is away", CampaignFixtures.NOW));
        assertThat(judged).isEmpty();
        sampled(id, Duration.ofMinutes(6), CampaignFixtures.CHANNEL);
        sampled(id, Duration.ofMinutes(59), CampaignFixtures.CHANNEL);
        sampled(id, Duration.ofMinutes(61), CampaignFixtures.CHANNEL);
        await(deployments.undeployAll());
        store.dropLeases();
        realTime.advance(Duration.ofSeconds(5));
        while (deployments.count() == 0) {
            await(vertx.timer(10, TimeUnit.MILLISECONDS));
        }
        sampled(id, Duration.ofMinutes(80), CampaignFixtures.CHANNEL);
        sampled(id, Duration.ofHours(2), CampaignFixtures.CHANNEL);

        assertThat(judged)
                .extracting(at -> Duration.between(CampaignFixtures.NOW, at).toMinutes())
                .containsExactly(6L, 61L, 120L);
    }

    @Test
    void oneLiveCampaignAVideoAndOneAnIdempotencyKey() throws Exception {
        StartOutcome first = start(OrderMode.AUTO, "key-1");
        StartOutcome repeated = start(OrderMode.AUTO, "key-1");
        String id = ((StartOutcome.Started) first).view().campaign().id();
        assertThat(((StartOutcome.Started) repeated).view().campaign().id()).isEqualTo(id);
        assertThat(start(OrderMode.AUTO, null)).isEqualTo(new StartOutcome.AlreadyRunning(id));
        assertThat(deployments.count()).isEqualTo(1);
    }

    @Test
    void anUnknownVideoIsRefusedAndNothingIsWritten() throws Exception {
        trouble = WatchError.VIDEO_GONE;
        StartOutcome outcome = start(OrderMode.AUTO, null);
        assertThat(((StartOutcome.Unmet) outcome).missing())
                .singleElement()
                .satisfies(missing -> assertThat(missing.field()).isEqualTo("video_url"));
        assertThat(store.campaigns).isEmpty();
        assertThat(deployments.count()).isZero();
    }

    @Test
    void aStopThatCannotBeWrittenChangesNothingAndSaysSo() throws Exception {
        String id = started();
        store.failure = new IllegalStateException("database away");
        assertThat(vertx.eventBus()
                        .request(Addresses.SUPERVISOR, new StopCampaign(id, "test"))
                        .toCompletionStage()
                        .toCompletableFuture())
                .failsWithin(java.time.Duration.ofSeconds(10))
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withMessageContaining("database away");
        store.failure = null;
        BusMessage running = ask(new GetStatus(id));
        assertThat(((CampaignView) running).snapshot().status()).isEqualTo(CampaignStatus.RUNNING);
        assertThat(deployments.count()).isEqualTo(1);
    }

    @Test
    void claimsWhatNoNodeHolds() throws Exception {
        String id = started();
        await(deployments.undeployAll());
        assertThat(deployments.count()).isZero();
        store.dropLeases();
        toYouTube.clear();
        realTime.advance(java.time.Duration.ofSeconds(5));
        assertThat(heard()).isInstanceOf(Watch.class);
        BusMessage running = ask(new GetStatus(id));
        assertThat(((CampaignView) running).snapshot().status()).isEqualTo(CampaignStatus.RUNNING);
    }

    @Test
    void looksAgainSoonForWhatWasLocked() throws Exception {
        started();
        await(deployments.undeployAll());
        store.dropLeases();
        toYouTube.clear();
        store.locked = true;
        realTime.advance(java.time.Duration.ofSeconds(2));
        store.locked = false;
        assertThat(toYouTube).isEmpty();
        realTime.advance(java.time.Duration.ofMillis(500));
        assertThat(heard()).isInstanceOf(Watch.class);
    }

    @Test
    void leavesWhenItsLeaseIsAnothersNow() throws Exception {
        String id = started();
        store.failure = new CampaignStore.StaleEpoch(id);
        heard();
        vertx.eventBus()
                .request(Addresses.SUPERVISOR, new StopCampaign(id, "test"))
                .onComplete(ignored -> {});
        assertThat(heard()).isInstanceOf(Unwatch.class);
    }

    /**
     * What follows in the caller's chain, and the timers set there, must not run beside the caller's other handlers.
     */
    @Test
    void whoeverAsksForACampaignToLeaveIsAnsweredOnTheContextThatAsked() throws Exception {
        String id = started();
        List<Future<Boolean>> answers = IntStream.range(0, 8)
                .mapToObj(i -> {
                    Context context = ((VertxInternal) vertx).createEventLoopContext();
                    Promise<Boolean> there = Promise.promise();
                    context.runOnContext(now -> deployments
                            .undeploy(id)
                            .onComplete(done -> there.complete(context.equals(Vertx.currentContext()))));
                    return there.future();
                })
                .toList();

        for (Future<Boolean> answer : answers) {
            assertThat(await(answer)).isTrue();
        }
    }

    @Test
    void answersForNoCampaign() throws Exception {
        BusMessage none = ask(new GetStatus("none"));
        assertThat(none).isEqualTo(new NoSuchCampaign("none"));
    }
}
