package dev.ratiofixer.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.BusMessage.Done;
import dev.ratiofixer.bus.FakeInbox;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.bus.Mailbox;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.campaign.CampaignChanged;
import dev.ratiofixer.campaign.CampaignDependencies;
import dev.ratiofixer.campaign.CampaignDeployments;
import dev.ratiofixer.campaign.CampaignRules;
import dev.ratiofixer.campaign.CampaignSupervisor;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.campaign.SupervisorRequest.FormChoice;
import dev.ratiofixer.campaign.SupervisorRequest.StartCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StartOutcome;
import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.model.ModelSettings;
import dev.ratiofixer.model.ModelVerticle;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.sandbox.oauth.Credentials;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.ClaimAdsCampaigns;
import dev.ratiofixer.smm.api.PromotionRequest.PrerequisitesChecked;
import dev.ratiofixer.store.campaign.PgCampaignStore;
import dev.ratiofixer.store.lease.NodeLease;
import dev.ratiofixer.store.lease.PgCampaignNodes;
import dev.ratiofixer.store.quota.PgQuotaLedger;
import dev.ratiofixer.time.VertxTimers;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.YouTubeVerticle;
import dev.ratiofixer.youtube.YouTubeVerticle.OutageTolerance;
import dev.ratiofixer.youtube.YouTubeVerticle.YouTubeSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How many files a tick is followed through: from a poll's answer, through the campaign's decision and the model's
 * expectation, to its last effect, which is that its row waits to be written with others and that its change is
 * published. {@code docs/walkthrough.md} names them.
 */
class TickStoryIT {
    private static final int MOST_FILES = 30;
    private static final String BEGINS = "youtube/PollResultHandler.java";
    /** It goes on to the next poll while this one's answer is worked in. */
    private static final String NEXT_POLL = "youtube/Poller.java";
    /** It writes the rows that many ticks have left, once in a while. */
    private static final String WRITE_BEHIND = "store/campaign/Flusher.java";

    /** Units come from the ledger in chunks, once in a while. */
    private static final List<String> QUOTA =
            List.of("youtube/quota/QuotaLease.java", "store/quota/PgQuotaLedger.java");

    private static final String NODE = "story";
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime(START);
    private final BlockingQueue<CampaignChanged> changes = new LinkedBlockingQueue<>();
    private Sandbox sandbox;
    private NodeLease lease;

    @BeforeEach
    void open() throws Exception {
        new MessageCodec(Json.mapper(), List.of()).install(vertx.eventBus());
        sandbox = await(new Sandbox(vertx, time, SandboxOptions.defaults()).start());
        lease = new NodeLease(
                POSTGRES.database(),
                NODE,
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                new VertxTimers(vertx, 1),
                new NodeLease.Listener() {
                    @Override
                    public Future<Void> lost() {
                        return Future.succeededFuture();
                    }

                    @Override
                    public void regained() {}
                });
        await(lease.start());
        Mailbox.open(vertx.eventBus(), Addresses.SMM, 100, FakeInbox.of(TickStoryIT::promotion));
        vertx.eventBus().<CampaignChanged>localConsumer(Addresses.CAMPAIGN_EVENTS, news -> changes.add(news.body()));
    }

    @AfterEach
    void close() throws Exception {
        await(lease.stop());
        await(vertx.close());
    }

    @Test
    void aTickIsFollowedThroughFewFiles() throws Exception {
        PgCampaignStore store = deploy();
        try (EnteredFiles entered =
                EnteredFiles.open(BEGINS, NEXT_POLL, WRITE_BEHIND, QUOTA.getFirst(), QUOTA.getLast())) {
            start();
            // So that classes are loaded and the channel's history is known.
            for (int i = 0; i < 5; i++) {
                tick();
            }
            await(store.drain());
            entered.await(BEGINS);
            tick();
            Set<String> files = entered.files();

            assertThat(files)
                    .contains(BEGINS, "campaign/CampaignMachine.java", "model/ModelVerticle.java")
                    .contains("store/campaign/WriteBehindBuffer.java");
            assertThat(EnteredFiles.ofModules(files)).hasSizeLessThanOrEqualTo(MOST_FILES);
        }
    }

    private PgCampaignStore deploy() throws Exception {
        YouTubeSettings polling = new YouTubeSettings(
                URI.create(sandbox.origin()),
                Duration.ofSeconds(36),
                10_000,
                10_000,
                0,
                1_000,
                Duration.ofSeconds(10),
                LocalDate.of(2026, 8, 27));
        await(vertx.deployVerticle(new YouTubeVerticle(
                polling,
                OutageTolerance.ALONE,
                time,
                time,
                new PgQuotaLedger(POSTGRES.database()),
                () -> Credentials.DEMO.apiKey())));
        await(vertx.deployVerticle(new ModelVerticle(ModelSettings.DEFAULT, new VertxTimers(vertx, 1))));
        CampaignDeployments deployments = new CampaignDeployments(vertx);
        PgCampaignStore store = new PgCampaignStore(vertx, POSTGRES.database(), NODE, deployments);
        await(vertx.deployVerticle(new CampaignSupervisor(
                NODE,
                CampaignRules.DEFAULT,
                new CampaignDependencies(store, time, time),
                new PgCampaignNodes(POSTGRES.database()),
                deployments,
                new ManualTime(START))));
        return store;
    }

    private void start() throws Exception {
        StartCampaign start = new StartCampaign(
                new VideoId(sandbox.videos().get(4).videoId()),
                FormChoice.AUTO,
                new CampaignTerms("Story", null, null, null, null, OrderMode.PROPOSE, null, CompleteWhen.NEVER, null),
                "test",
                null);
        Future<StartOutcome> started = new LocalBus(vertx.eventBus()).request(Addresses.SUPERVISOR, start);
        while (!started.isComplete()) {
            time.advance(Duration.ofMillis(10));
            changes.poll(5, TimeUnit.MILLISECONDS);
        }
        assertThat(await(started)).isInstanceOf(StartOutcome.Started.class);
    }

    /** Lets time pass until the campaign has worked in one more expectation. */
    private void tick() throws Exception {
        changes.clear();
        CampaignChanged change = null;
        for (int second = 0; second < 600 && (change == null || !change.what().equals("expected")); second++) {
            time.advance(Duration.ofSeconds(1));
            change = changes.poll(20, TimeUnit.MILLISECONDS);
        }
        assertThat(change).isNotNull();
    }

    private static Future<? extends BusMessage> promotion(BusMessage message) {
        return Future.succeededFuture(
                message instanceof CheckPrerequisites || message instanceof ClaimAdsCampaigns
                        ? new PrerequisitesChecked(List.of())
                        : Done.DONE);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
