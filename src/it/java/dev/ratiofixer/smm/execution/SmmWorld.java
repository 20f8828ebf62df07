package dev.ratiofixer.smm.execution;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.bus.MessageCodec;
import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.google.GoogleSettings;
import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.OAuthTokens.OAuthAccount;
import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.ads.GoogleAdsClient;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.GoogleAdsClient.Mutate;
import dev.ratiofixer.google.ads.operations.OperationsAllowance;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.sandbox.Sandbox;
import dev.ratiofixer.sandbox.SandboxOptions;
import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import dev.ratiofixer.sandbox.oauth.Credentials;
import dev.ratiofixer.sandbox.world.Ledger;
import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrder;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.PromotionService.OwnerCommentService;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderEndpoints;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderSecrets;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.access.PgOwnerTokenLedger;
import dev.ratiofixer.store.campaign.PgServiceUse;
import dev.ratiofixer.store.order.PgAdNetworks;
import dev.ratiofixer.store.order.PgOrderLedger;
import dev.ratiofixer.store.order.PgSpendingHolds;
import dev.ratiofixer.store.order.PgTrials;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The SMM verticle beside a sandbox and a database, on a manual clock. */
final class SmmWorld implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    static final String SHEET =
            "https://docs.google.com/spreadsheets/d/1SandboxApprovedOwnerComments000000000000000/edit#gid=0";
    /** What a killed process has sent over the loopback has landed when its successor looks. */
    static final PgOrderLedger.Patience AT_ONCE = new PgOrderLedger.Patience(Duration.ofMinutes(3), Duration.ZERO);

    static final SpendLimits LIMITS = new SpendLimits(Money.parse("400.00", "USD"), Money.parse("60.00", "USD"));

    final ManualTime time = new ManualTime(START);
    final Sandbox sandbox;
    final String node = "node-" + UUID.randomUUID();
    /** No service is due for its daily look until a test says so. */
    final MemoryPreflights preflights = new MemoryPreflights();

    private final Vertx outside = Vertx.vertx();
    private final WebClient client = WebClient.create(outside);
    private final Database database;
    /** The owner's refresh token; a new consent is another. */
    volatile String ownerToken = Credentials.DEMO.ownerRefreshToken();

    /** Refresh tokens of single channels' owners. */
    volatile Map<String, String> ownerTokens = Map.of();

    private final Pool pool;
    private Vertx inside = Vertx.vertx();
    private @Nullable SmmVerticle verticle;
    private SmmSettings settings;
    private OperationsAllowance operations = OperationsAllowance.unlimited();

    SmmWorld(Database database) {
        this(database, 0);
    }

    /** @param adsOperations what Google Ads allows in 24 hours, 0 for no limit */
    SmmWorld(Database database, long adsOperations) {
        this.database = database;
        // The database itself is no part of an order's story, which is recorded.
        this.pool = database.pool();
        this.trials = new PgTrials(database);
        SandboxOptions options =
                SandboxOptions.defaults().withAds(Duration.ofHours(3), 0.2).withAdsOperations(adsOperations);
        this.sandbox = await(new Sandbox(outside, time, options).start());
        this.settings = settings(new EngineLimits(Money.parse("60.00", "USD"), Money.parse("5000.00", "USD"), true));
    }

    SmmSettings settings(EngineLimits limits) {
        List<PromotionService> services = new ArrayList<>();
        for (int i = 0; i < sandbox.videos().size(); i++) {
            SandboxVideo video = sandbox.videos().get(i);
            services.add(new AdBudgetService(
                    ads(i),
                    "Demand Gen " + i,
                    video.customerId(),
                    null,
                    video.adsCampaignId(),
                    Money.parse("2.00", "USD"),
                    Money.parse("80.00", "USD")));
        }
        services.add(new OwnerCommentService(
                "439",
                "Channel's own prompt",
                Set.copyOf(sandbox.videos().stream()
                        .map(SandboxVideo::channelId)
                        .distinct()
                        .toList())));
        services.add(new TeamTaskService("7", "Newsletter team", URI.create(sandbox.origin() + "/hooks/newsletter")));
        return new SmmSettings(services, limits, PolicySettings.DEFAULT);
    }

    /** Deploys the verticle; again after {@link #kill}. */
    void start() {
        start(ledger());
    }

    void start(OrderLedger ledger) {
        verticle = deploy(inside, ledger);
    }

    /** Deploys the verticle with a share of the day's operations of Google Ads. */
    void start(OperationsAllowance allowed) {
        operations = allowed;
        start();
    }

    /** Another process of this node, which works beside the first until it is closed. */
    Beside beside() {
        Vertx vertx = Vertx.vertx();
        deploy(vertx, ledger());
        return () -> await(vertx.close());
    }

    interface Beside {
        void close();
    }

    private SmmVerticle deploy(Vertx vertx, OrderLedger ledger) {
        new MessageCodec(Json.mapper(), List.of()).install(vertx.eventBus());
        URI origin = URI.create(sandbox.origin());
        SmmVerticle deployed = new SmmVerticle(
                settings,
                new ProviderEndpoints(
                        new GoogleSettings.Ads(origin, "v26"),
                        new GoogleSettings.OAuth(URI.create(sandbox.origin() + "/token")),
                        new GoogleSettings.Sheets(origin),
                        origin,
                        new SecuritySettings(true)),
                secrets(() -> ownerToken, () -> ownerTokens),
                QuotaGate.OPEN,
                new SmmVerticle.Shares(
                        operations,
                        new PgServiceUse(database),
                        new PgSpendingHolds(database),
                        new PgAdNetworks(database)),
                ledger,
                preflights,
                new PgOwnerTokenLedger(database),
                time,
                new OnContext(time, delay -> beforeTimer.accept(delay)));
        deployed.trying(trials);
        deployed.recording((input, held) -> decidedBy.add(input));
        await(vertx.deployVerticle(deployed));
        return deployed;
    }

    /** What trials told. */
    final PgTrials trials;

    /** What the policy knew each time that it was asked. */
    final List<PolicyInput> decidedBy = new CopyOnWriteArrayList<>();

    /** Runs beside the SMM verticle what it asks. */
    void beside(Deployable verticle) {
        await(inside.deployVerticle(verticle));
    }

    /** Runs before each timer of the verticle is set, on its context. */
    volatile Consumer<Duration> beforeTimer = delay -> {};

    /** Looks for due orders: as when a message has written one. */
    void driveNow() {
        apply(settings);
    }

    /** What the sandbox accepts. */
    static ProviderSecrets secrets() {
        return secrets(Credentials.DEMO::ownerRefreshToken, Map::of);
    }

    private static ProviderSecrets secrets(Supplier<String> ownerToken, Supplier<Map<String, String>> ofChannels) {
        Credentials known = Credentials.DEMO;
        return new ProviderSecrets(
                () -> Optional.of(
                        new OAuthCredentials(known.clientId(), known.clientSecret(), known.adsRefreshToken())),
                () -> {
                    Map<String, OAuthCredentials> byChannel = new HashMap<>();
                    ofChannels
                            .get()
                            .forEach((channel, token) -> byChannel.put(
                                    channel, new OAuthCredentials(known.clientId(), known.clientSecret(), token)));
                    return new OwnerCredentials(
                            byChannel,
                            Optional.of(
                                    new OAuthCredentials(known.clientId(), known.clientSecret(), ownerToken.get())));
                },
                () -> Optional.of(known.apiKey()),
                () -> Optional.of("hook-secret"),
                Optional::empty);
    }

    /** This node's ledger, as a process of its own has it. */
    PgOrderLedger ledger() {
        return new PgOrderLedger(database, node, AT_ONCE);
    }

    SmmSettings settings() {
        return settings;
    }

    void apply(SmmSettings changed) {
        settings = changed;
        if (verticle != null) {
            verticle.apply(changed);
        }
    }

    /** Ends the verticle's whole Vert.x with all its connections, as a killed process would. */
    void kill() {
        await(inside.close());
        verticle = null;
        inside = Vertx.vertx();
    }

    /** A running campaign on the video with this number. */
    String campaign(int video) {
        String id = UUID.randomUUID().toString();
        await(OrderCampaigns.running(database, id, sandbox.videos().get(video).videoId(), time.instant(), node));
        return id;
    }

    /** Ends a campaign's row as its verticle does: its video may have another one. */
    void ended(String campaign) {
        await(OrderCampaigns.change(database, campaign, "stopped", 1));
    }

    /** Edits a campaign's terms, as far as the ledger asks for them. */
    void terms(String campaign, JsonObject terms) {
        await(pool.preparedQuery("UPDATE ratio_fixer_campaigns SET terms = $2 WHERE campaign_id = $1")
                .execute(io.vertx.sqlclient.Tuple.of(campaign, terms)));
    }

    static String ads(int video) {
        return "ads-" + video;
    }

    Promotion promotion(String campaign, int video, @Nullable String likeServer, @Nullable String commentServer) {
        return promotion(campaign, video, likeServer, commentServer, OrderMode.AUTO);
    }

    Promotion promotion(
            String campaign, int video, @Nullable String likeServer, @Nullable String commentServer, OrderMode mode) {
        SandboxVideo of = sandbox.videos().get(video);
        VideoFacts facts = new VideoFacts(
                new VideoId(of.videoId()),
                of.title(),
                of.channelId(),
                START.minus(Duration.ofDays(10)),
                Duration.ofMinutes(3),
                VideoForm.VIDEO,
                Category.MUSIC);
        return new Promotion(
                campaign,
                1,
                facts,
                mode,
                likeServer,
                commentServer,
                SHEET,
                "gold",
                LIMITS,
                new Consent("Ada", START.minus(Duration.ofDays(1)), START.plus(Duration.ofDays(365))),
                START);
    }

    /** Evidence of now: the sandbox's counters, short of a target by this factor. */
    Evidence evidence(int video, double likesTarget, double commentsTarget) {
        String id = sandbox.videos().get(video).videoId();
        JsonObject body = await(client.getAbs(sandbox.origin() + "/youtube/v3/videos?part=statistics&id=" + id + "&key="
                                + Credentials.DEMO.apiKey())
                        .send())
                .bodyAsJsonObject();
        JsonObject counted = body.getJsonArray("items").getJsonObject(0).getJsonObject("statistics");
        long views = Long.parseLong(counted.getString("viewCount"));
        long likes = Long.parseLong(counted.getString("likeCount"));
        long comments = Long.parseLong(counted.getString("commentCount"));
        Sample sample =
                new Sample(time.instant(), new Counters(views, likes, comments), CountingRegime.FIRST_FRAME, false);
        Quantiles likeBand = band(likesTarget * views);
        Quantiles commentBand = band(commentsTarget * views);
        return new Evidence(
                sample,
                ChannelHistory.UNKNOWN,
                likeBand,
                commentBand,
                true,
                "test",
                Math.max(0, Math.round(likeBand.p50() - likes)),
                Math.max(0, Math.round(commentBand.p50() - comments)));
    }

    static Quantiles band(double target) {
        return new Quantiles(0.5 * target, 0.7 * target, target, 1.4 * target, 2 * target);
    }

    PlaceOrderOutcome ask(Promotion promotion, Evidence evidence) {
        return (PlaceOrderOutcome) request(new PlaceOrder(promotion, evidence));
    }

    /** The answer, if there is ever one. */
    Future<?> ask(BusMessage message) {
        return inside.eventBus().<BusMessage>request(Addresses.SMM, message);
    }

    /** Everything that is published at an address from now on. */
    <T> List<T> published(String address, Class<T> type) {
        List<T> heard = new CopyOnWriteArrayList<>();
        inside.eventBus().localConsumer(address, message -> heard.add(type.cast(message.body())));
        return heard;
    }

    BusMessage request(BusMessage message) {
        return await(inside.eventBus().<BusMessage>request(Addresses.SMM, message))
                .body();
    }

    /** Moves the clock and waits until every order that is due has been taken on. */
    void advance(Duration by) {
        time.advance(by);
        settle();
    }

    /** Waits until no order of this node's campaigns is due. */
    void settle() {
        until(() -> open() == 0);
    }

    private long open() {
        return await(pool.preparedQuery("""
                                SELECT count(*) FROM youtube_ratio_fixer_orders o
                                JOIN ratio_fixer_campaigns c USING (campaign_id)
                                WHERE c.lease_node = $1 AND o.due_at <= $2
                                """)
                        .execute(
                                io.vertx.sqlclient.Tuple.of(node, time.instant().atOffset(java.time.ZoneOffset.UTC))))
                .iterator()
                .next()
                .getLong(0);
    }

    void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not so in 120 s");
            }
            Promise<Void> soon = Promise.promise();
            outside.setTimer(5, fired -> soon.complete());
            await(soon.future());
        }
    }

    List<OrderRecord> orders(String campaign) {
        return await(new PgOrderLedger(database, node).records(campaign, "", 500));
    }

    List<Ledger.TimedEntry> placed() {
        return sandbox.ledger();
    }

    void fault(JsonObject fault) {
        int status = await(
                        client.postAbs(sandbox.origin() + "/sandbox/faults").sendBuffer(Buffer.buffer(fault.encode())))
                .statusCode();
        if (status >= 300) {
            throw new AssertionError("the sandbox takes no such fault: " + status);
        }
    }

    /** Changes a video of the sandbox: what becomes of its comments, what it shows. */
    void change(int video, JsonObject body) {
        String id = sandbox.videos().get(video).videoId();
        int status = await(client.postAbs(sandbox.origin() + "/sandbox/videos/" + id)
                        .sendJsonObject(body))
                .statusCode();
        if (status >= 300) {
            throw new AssertionError("the sandbox does not take " + body + ": " + status);
        }
    }

    /** Changes the rules that the ads account is under. */
    void ads(JsonObject rules) {
        int status = await(client.postAbs(sandbox.origin() + "/sandbox/ads").sendBuffer(Buffer.buffer(rules.encode())))
                .statusCode();
        if (status >= 300) {
            throw new AssertionError("the sandbox takes no such rules: " + status);
        }
    }

    /** Pauses an ads campaign, as its owner may at any time. */
    void pause(String adsCampaignId) {
        GoogleAdsClient ads = new GoogleAdsClient(
                outside,
                time,
                tokens(),
                URI.create(sandbox.origin()),
                "v26",
                Optional::empty,
                OperationsAllowance.unlimited());
        await(ads.setServing(new Account("111", null), adsCampaignId, false, new Mutate.Apply(FencingCheck.OPEN)));
        ads.close();
    }

    private OAuthTokens tokens() {
        return new OAuthTokens(
                outside,
                time,
                OAuthAccount.ADS,
                URI.create(sandbox.origin() + "/token"),
                secrets().adsOAuth());
    }

    /** Changes the rules that one ads campaign is under. */
    void ads(String adsCampaignId, JsonObject rules) {
        ads(new JsonObject().put("campaigns", new JsonObject().put(adsCampaignId, rules)));
    }

    /** Hangs the next call of a route, before it is carried out or after. */
    Future<Void> hang(String route, boolean after) {
        JsonObject fault = new JsonObject()
                .put("route", route)
                .put("kind", "hang")
                .put("when", after ? "after" : "before")
                .put("times", 1);
        return client.postAbs(sandbox.origin() + "/sandbox/faults")
                .sendBuffer(fault.toBuffer())
                .mapEmpty();
    }

    long faultHits() {
        JsonObject faults = await(
                        client.getAbs(sandbox.origin() + "/sandbox/faults").send())
                .bodyAsJsonObject();
        return faults.getJsonArray("faults").stream()
                .mapToLong(fault -> ((JsonObject) fault).getLong("hits"))
                .sum();
    }

    void clearFaults() {
        await(client.deleteAbs(sandbox.origin() + "/sandbox/faults").send());
    }

    /** The owner's own daily budget, as the sandbox opened with it. */
    Money budget(int video) {
        return new Money(SandboxBudgets.of(sandbox).get(video), "USD");
    }

    /** What the ledger says of itself that cannot be true. */
    List<String> disagreements() {
        return disagreements(OrderAudit.SQL);
    }

    List<String> disagreements(String audit) {
        List<String> found = new ArrayList<>();
        await(pool.query(audit).execute()).forEach(row -> found.add(row.getString("what")));
        return found;
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** Ends it all: the next world in the same database finds nothing to do. */
    @Override
    public void close() {
        await(inside.close());
        await(pool.query("UPDATE ratio_fixer_campaigns SET status = 'stopped'").execute());
        await(pool.query("UPDATE youtube_ratio_fixer_orders SET due_at = NULL").execute());
        await(pool.query("DELETE FROM ratio_fixer_blocked_owner_tokens").execute());
        await(outside.close());
    }

    /** Manual timers whose tasks run on the context of whoever scheduled them. */
    private record OnContext(ManualTime manual, Consumer<Duration> before) implements Timers {
        @Override
        public Timer after(Duration delay, Runnable task) {
            Context context = Vertx.currentContext();
            if (context == null) {
                throw new IllegalStateException("scheduled outside a context");
            }
            before.accept(delay);
            return manual.after(delay, () -> context.runOnContext(now -> task.run()));
        }
    }
}
