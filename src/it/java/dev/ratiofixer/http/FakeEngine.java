package dev.ratiofixer.http;

import dev.ratiofixer.analytics.VideoAnalytics;
import dev.ratiofixer.backtest.BacktestCase;
import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.FakeInbox;
import dev.ratiofixer.bus.Mailbox;
import dev.ratiofixer.bus.Mailbox.ReplyFailureCode;
import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignChanged;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.PersonPause;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.SupervisorRequest.CheckStart;
import dev.ratiofixer.campaign.SupervisorRequest.EditCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import dev.ratiofixer.campaign.SupervisorRequest.NoSuchCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.PauseCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.ResumeCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StartCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StartOutcome;
import dev.ratiofixer.campaign.SupervisorRequest.SteerCampaign;
import dev.ratiofixer.campaign.SupervisorRequest.StopCampaign;
import dev.ratiofixer.campaign.query.CampaignFilter;
import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.KeptDecision;
import dev.ratiofixer.campaign.query.ListedCampaign;
import dev.ratiofixer.campaign.query.ListedCampaign.CampaignTotals;
import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.Page;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.campaign.query.SampleRange;
import dev.ratiofixer.http.Health.HealthReport;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.ModelRequest.Calibrate;
import dev.ratiofixer.model.ModelRequest.Calibrated;
import dev.ratiofixer.model.ModelRequest.Explain;
import dev.ratiofixer.model.ModelRequest.Explained;
import dev.ratiofixer.model.ModelRequest.FeatureEffect;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.settings.ComplianceSettings;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.GetSpendingHold;
import dev.ratiofixer.smm.api.PromotionRequest.ListServices;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PrerequisitesChecked;
import dev.ratiofixer.smm.api.PromotionRequest.ResumeSpending;
import dev.ratiofixer.smm.api.PromotionRequest.SpendingState;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.order.TrialLog.TrialRecord;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.youtube.YouTubeRequest.ChannelRead;
import dev.ratiofixer.youtube.YouTubeRequest.ReadChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An engine behind the bus that keeps everything in memory: it answers the messages of this module as the real modules
 * promise to, and counts what it wrote.
 */
final class FakeEngine implements CampaignQueries, HealthReport {
    /** A video that YouTube does not know. */
    static final String UNKNOWN_VIDEO = "unknown0000";

    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    final Map<String, CampaignView> campaigns = new ConcurrentSkipListMap<>();
    final Map<String, OrderTrail> orders = new ConcurrentHashMap<>();
    final AtomicInteger writes = new AtomicInteger();
    final FakeSpending spending = new FakeSpending();
    final FakeClients clients = new FakeClients(this);
    final FakeExports exports = new FakeExports(this);
    final FakeNotifications notifications = new FakeNotifications();
    volatile PrivacyFacts privacy = new PrivacyFacts(
            ComplianceSettings.DerivedMetrics.OWNER_AUTHORIZED,
            30,
            null,
            List.of("email", "slack"),
            List.of("ad_budget", "owner_comment", "team_task"),
            false,
            false);
    volatile VideoAnalytics analytics = VideoAnalytics.NONE;
    volatile boolean overloaded;
    volatile boolean near;
    /** How many readings a campaign has at most. */
    volatile int readings = Integer.MAX_VALUE;

    volatile Instant videosChanged = CountingRegime.VIDEOS_CHANGED;
    /** What was last asked to be explained. */
    volatile @Nullable Features explained;

    volatile String compliance = "owner_authorized";
    private volatile @Nullable CampaignQueries database;
    private final Map<String, String> byKey = new HashMap<>();
    private final Vertx vertx;
    private Instant now = START;

    FakeEngine(Vertx vertx) {
        this.vertx = vertx;
        Mailbox.open(vertx.eventBus(), Addresses.SUPERVISOR, 5000, FakeInbox.of(this::supervise));
        Mailbox.open(vertx.eventBus(), Addresses.SMM, 5000, FakeInbox.of(this::smm));
        Mailbox.open(vertx.eventBus(), Addresses.MODEL, 5000, FakeInbox.of(this::model));
        Mailbox.open(vertx.eventBus(), Addresses.YOUTUBE, 5000, FakeInbox.of(this::youTube));
        Mailbox.open(
                vertx.eventBus(), Addresses.ANALYTICS, 5000, FakeInbox.of(asked -> Future.succeededFuture(analytics)));
    }

    Instant now() {
        return now;
    }

    /** Campaigns that run on the site's own node: none unless {@link #near} says so. */
    Optional<CampaignView> live(String campaignId) {
        return near ? Optional.ofNullable(campaigns.get(campaignId)) : Optional.empty();
    }

    /** Moves time on and publishes a fresh sample of every live campaign. */
    void tick(Duration by) {
        now = now.plus(by);
        campaigns.values().stream()
                .filter(view -> view.snapshot().status().isUnderWay())
                .forEach(view -> change("sampled", HttpFixtures.sampled(view, now)));
    }

    void change(String what, CampaignView view) {
        campaigns.put(view.campaign().id(), view);
        vertx.eventBus().publish(Addresses.CAMPAIGN_EVENTS, new CampaignChanged(what, view));
    }

    void put(OrderTrail trail) {
        orders.put(trail.order().orderId(), trail);
        vertx.eventBus().publish(Addresses.ORDER_EVENTS, new OrderChanged(trail.order(), null, 0, 0, 0, 0, 1));
    }

    OrderTrail order(String id) {
        return Objects.requireNonNull(orders.get(id));
    }

    Counters counters(String id) {
        return Objects.requireNonNull(
                        Objects.requireNonNull(campaigns.get(id)).snapshot().lastSample())
                .counters();
    }

    private Future<? extends BusMessage> supervise(BusMessage message) {
        if (overloaded) {
            return ReplyFailureCode.of(ReplyFailureCode.OVERLOADED, "5000 messages in flight: try again later");
        }
        return switch (message) {
            case StartCampaign start -> Future.succeededFuture(start(start));
            case CheckStart check ->
                Future.succeededFuture(check(new CheckPrerequisites(
                        check.terms().likeServer(),
                        check.terms().commentServer(),
                        check.terms().commentsSheetUrl(),
                        check.terms().sheetTier())));
            case SteerCampaign ask -> steer(ask);
            case StopCampaign stop -> Future.succeededFuture(stop(stop.campaignId()));
            case GetStatus status ->
                Future.succeededFuture(
                        campaigns.containsKey(status.campaignId())
                                ? campaigns.get(status.campaignId())
                                : new NoSuchCampaign(status.campaignId()));
            default -> ReplyFailureCode.of(ReplyFailureCode.UNKNOWN_MESSAGE, "unknown");
        };
    }

    private BusMessage start(StartCampaign start) {
        CampaignView repeated = campaigns.get(byKey.getOrDefault(String.valueOf(start.idempotencyKey()), ""));
        if (repeated != null) {
            return new StartOutcome.Started(repeated);
        }
        if (start.video().value().equals(UNKNOWN_VIDEO)) {
            return new StartOutcome.Unmet(List.of(new Prerequisite(
                    "video_public", "video_id", false, true, "YouTube knows no public video with this id")));
        }
        for (CampaignView view : campaigns.values()) {
            if (view.campaign().video().id().equals(start.video())
                    && view.snapshot().status().isLive()) {
                return new StartOutcome.AlreadyRunning(view.campaign().id());
            }
        }
        writes.incrementAndGet();
        String id = UUID.randomUUID().toString();
        Campaign campaign =
                new Campaign(id, 1, HttpFixtures.facts(start.video(), "Video " + start.video()), start.terms(), now);
        CampaignView view = start.startAt() == null
                ? HttpFixtures.fresh(campaign, now)
                : HttpFixtures.scheduled(campaign.startingAt(start.startAt()));
        if (start.idempotencyKey() != null) {
            byKey.put(start.idempotencyKey(), id);
        }
        change("started", view);
        return new StartOutcome.Started(view);
    }

    private Future<? extends BusMessage> steer(SteerCampaign ask) {
        CampaignView view = campaigns.get(ask.campaignId());
        if (view == null) {
            return Future.succeededFuture(new NoSuchCampaign(ask.campaignId()));
        }
        if (!view.snapshot().status().isLive()) {
            return ReplyFailureCode.of(ReplyFailureCode.NOT_NOW, "the campaign has ended");
        }
        writes.incrementAndGet();
        switch (ask) {
            case PauseCampaign pause ->
                change("paused", HttpFixtures.paused(view, new PersonPause(pause.actor(), now, pause.reason())));
            case ResumeCampaign resume -> change("resumed", HttpFixtures.paused(view, null));
            case EditCampaign edit -> {
                if (!edit.before().equals(view.campaign().terms())) {
                    return ReplyFailureCode.of(ReplyFailureCode.STALE, "it was edited meanwhile");
                }
                Campaign edited = view.campaign().with(edit.after());
                change(
                        "edited",
                        new CampaignView(
                                edit.startAt() == null ? edited : edited.startingAt(edit.startAt()), view.snapshot()));
            }
            default -> {}
        }
        return Future.succeededFuture(Objects.requireNonNull(campaigns.get(ask.campaignId())));
    }

    private BusMessage stop(String id) {
        CampaignView view = campaigns.get(id);
        if (view == null) {
            return new NoSuchCampaign(id);
        }
        if (view.snapshot().status().isLive()) {
            writes.incrementAndGet();
            change("stopped", HttpFixtures.with(view, CampaignStatus.STOPPED, now));
        }
        return Objects.requireNonNull(campaigns.get(id));
    }

    private Future<? extends BusMessage> smm(BusMessage message) {
        return switch (message) {
            case GetSpendingHold ask ->
                Future.succeededFuture(new SpendingState(ask.campaignId(), false, null, HttpFixtures.NETWORKS));
            case ResumeSpending ask ->
                Future.succeededFuture(new SpendingState(ask.campaignId(), false, null, HttpFixtures.NETWORKS));
            case ListServices list -> Future.succeededFuture(HttpFixtures.SERVICES);
            case CheckPrerequisites check -> Future.succeededFuture(check(check));
            case DecideOrder decide -> Future.succeededFuture(decide(decide));
            default -> ReplyFailureCode.of(ReplyFailureCode.UNKNOWN_MESSAGE, "unknown");
        };
    }

    private static BusMessage check(CheckPrerequisites check) {
        boolean like = check.likeServer() == null || check.likeServer().equals("2324");
        return new PrerequisitesChecked(List.of(
                new Prerequisite("comment_service_known", "comment_server", true, false, "none is given"),
                new Prerequisite(
                        "like_service_known",
                        "like_server",
                        like,
                        check.likeServer() != null,
                        like ? "Demand Gen EU" : "no service has this id"),
                new Prerequisite(
                        "comments_sheet_readable",
                        "comments_sheet_url",
                        check.commentsSheetUrl() != null,
                        false,
                        check.commentsSheetUrl() == null ? "no sheet was given" : "42 approved texts")));
    }

    private BusMessage decide(DecideOrder decide) {
        OrderTrail trail = orders.get(decide.orderId());
        if (trail == null) {
            return new DecideOutcome.NoSuchOrder(decide.orderId());
        }
        if (trail.order().status() != OrderStatus.PROPOSED) {
            return new DecideOutcome.NotAllowed(trail.order(), "only a proposed order can be decided on");
        }
        OrderStatus next =
                decide.verdict() == DecideOrder.PersonDecision.REJECT ? OrderStatus.REJECTED : OrderStatus.APPROVED;
        OrderTrail decided = HttpFixtures.with(trail, next, decide.actor(), decide.note(), now);
        put(decided);
        return new DecideOutcome.Decided(decided.order());
    }

    private Future<? extends BusMessage> model(BusMessage message) {
        return switch (message) {
            case Explain explain -> {
                explained = explain.features();
                yield Future.succeededFuture(new Explained(
                        HttpFixtures.expectation(explain.features().views()),
                        List.of(new FeatureEffect("age", "21 days", "28 days", 120.5, 3.25))));
            }
            case Calibrate calibrate -> Future.succeededFuture(new Calibrated(HttpFixtures.CALIBRATION));
            default -> ReplyFailureCode.of(ReplyFailureCode.UNKNOWN_MESSAGE, "unknown");
        };
    }

    private Future<? extends BusMessage> youTube(BusMessage message) {
        return switch (message) {
            case ReadChannel(String channelId) ->
                Future.succeededFuture(new ChannelRead(
                        channelId.equals(HttpFixtures.CHANNEL)
                                ? ChannelKnowledge.of(HttpFixtures.HISTORY, START)
                                : ChannelKnowledge.unread()));
            default -> ReplyFailureCode.of(ReplyFailureCode.UNKNOWN_MESSAGE, "unknown");
        };
    }

    /** Lists what a database holds from now on, as the real engine does. */
    void listing(CampaignQueries stored) {
        database = stored;
    }

    /** The answer in the asker's own context, whichever Vert.x it comes from. */
    private <T> Future<T> here(Future<T> elsewhere) {
        Promise<T> answer = Promise.promise();
        elsewhere.onComplete(done -> vertx.runOnContext(now -> answer.handle(done)));
        return answer.future();
    }

    private static boolean isOwned(@Nullable CampaignView view, CampaignFilter.Owned owned) {
        if (view == null) {
            return false;
        }
        CampaignTerms.Labels labels = view.campaign().terms().labels();
        return (owned.client() == null || owned.client().equals(labels.client()))
                && (owned.artist() == null || owned.artist().equals(labels.artist()))
                && (owned.tag() == null || labels.tags().contains(owned.tag()));
    }

    @Override
    public Future<Page<ListedCampaign>> campaigns(CampaignFilter filter, PageRequest page) {
        CampaignQueries stored = database;
        if (stored != null) {
            return here(stored.campaigns(filter, page));
        }
        List<CampaignView> all = chosen(filter);
        int from = page.after() == null ? 0 : Integer.parseInt(page.after());
        int to = Math.min(all.size(), from + page.limit());
        return Future.succeededFuture(new Page<>(
                all.subList(Math.min(from, to), to).stream()
                        .map(view -> new ListedCampaign(
                                view,
                                null,
                                waiting(view.campaign().id()),
                                HttpFixtures.sparkline(view, filter.sparkline(), now)))
                        .toList(),
                to < all.size() ? String.valueOf(to) : null));
    }

    private List<CampaignView> chosen(CampaignFilter filter) {
        return campaigns.values().stream()
                .filter(view -> filter.statuses().isEmpty()
                        || filter.statuses().contains(view.snapshot().status()))
                .filter(view -> filter.text() == null
                        || view.campaign().terms().campaignName().contains(filter.text()))
                .filter(view -> filter.videoId() == null
                        || view.campaign().video().id().value().equals(filter.videoId()))
                .filter(view -> isOwned(view, filter.owned()))
                .toList();
    }

    private int waiting(String campaignId) {
        return (int) orders.values().stream()
                .map(OrderTrail::order)
                .filter(order -> order.campaignId().equals(campaignId) && order.status() == OrderStatus.PROPOSED)
                .count();
    }

    @Override
    public Future<CampaignTotals> totals(CampaignFilter filter) {
        CampaignQueries stored = database;
        if (stored != null) {
            return here(stored.totals(filter));
        }
        Map<CampaignStatus, Long> statuses = chosen(filter).stream()
                .collect(Collectors.groupingBy(view -> view.snapshot().status(), Collectors.counting()));
        return Future.succeededFuture(
                new CampaignTotals(chosen(filter).size(), statuses, Map.of(), 0, 0, List.of(), List.of()));
    }

    @Override
    public Future<Page<ExpectedSample>> samples(String campaignId, SampleRange range, PageRequest page) {
        CampaignView view = Objects.requireNonNull(campaigns.get(campaignId));
        int count = range.points() == null ? Math.min(page.limit(), 50) : range.points();
        return Future.succeededFuture(new Page<>(HttpFixtures.series(view, Math.min(count, readings), now), null));
    }

    /** Nothing is stored of what the policy knew. */
    Future<Optional<BacktestCase>> backtestCase(String campaignId, @Nullable Instant from, @Nullable Instant to) {
        CampaignView view = campaigns.get(campaignId);
        return Future.succeededFuture(Optional.ofNullable(view)
                .map(known -> new BacktestCase(
                        new Promotion(
                                campaignId,
                                1,
                                known.campaign().video(),
                                known.campaign().terms().mode(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                known.campaign().startedAt()),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of())));
    }

    @Override
    public Future<List<TrialRecord>> trials(String campaignId) {
        Instant day = Instant.parse("2026-11-20T00:00:00Z");
        Money own = Money.parse("10.00", "USD");
        return Future.succeededFuture(List.of(new TrialRecord(
                "trial-1",
                OrderStatus.PENDING,
                "likes",
                own,
                Money.parse("12.00", "USD"),
                42,
                Money.parse("16.00", "USD"),
                null,
                day.minus(Duration.ofHours(3)),
                null,
                "a raised block: read back",
                List.of(
                        new TrialRecord.Block(1, true, day, day.plus(Duration.ofDays(1))),
                        new TrialRecord.Block(2, false, day.plus(Duration.ofDays(1)), day.plus(Duration.ofDays(2)))),
                List.of(new TrialRecord.Look(
                        day.plus(Duration.ofHours(32)), new TrialResult(1, 1, -0.5, 2.5, null, 1.5))))));
    }

    @Override
    public Future<Page<KeptDecision>> decisions(String campaignId, PageRequest page) {
        Instant at = Instant.parse("2026-11-22T12:10:00Z");
        PolicyDecision held = new PolicyDecision(
                campaignId,
                "likes",
                "short",
                PolicyDecision.AnswerOutcome.HELD,
                ReasonCode.PAID_VIEWERS_UNKNOWN,
                "it is not known yet how paid viewers engage",
                at,
                at.plus(Duration.ofHours(6)));
        return Future.succeededFuture(new Page<>(List.of(new KeptDecision(1, held, at, 3)), null));
    }

    @Override
    public Future<Page<OrderTrail>> orders(OrderFilter filter, PageRequest page) {
        return Future.succeededFuture(new Page<>(
                chosen(filter)
                        .sorted((one, other) ->
                                other.order().orderedAt().compareTo(one.order().orderedAt()))
                        .toList(),
                null));
    }

    @Override
    public Future<Integer> countOrders(OrderFilter filter, int most) {
        return Future.succeededFuture((int) chosen(filter).limit(most).count());
    }

    @Override
    public Future<ChannelKnowledge> channel(String channelId) {
        return Future.succeededFuture(
                channelId.equals(HttpFixtures.CHANNEL_ELSEWHERE)
                        ? ChannelKnowledge.of(HttpFixtures.HISTORY, START)
                        : ChannelKnowledge.unread());
    }

    private Stream<OrderTrail> chosen(OrderFilter filter) {
        return orders.values().stream()
                .filter(trail -> filter.campaignId() == null
                        || trail.order().campaignId().equals(filter.campaignId()))
                .filter(trail -> filter.statuses().isEmpty()
                        || filter.statuses().contains(trail.order().status()))
                .filter(trail -> filter.client() == null
                        || isOwned(
                                campaigns.get(trail.order().campaignId()),
                                new CampaignFilter.Owned(filter.client(), null, null)));
    }

    @Override
    public Future<Health> report() {
        return Future.succeededFuture(new Health(
                true,
                "0.1.0",
                "node-1",
                campaigns.values().stream()
                        .filter(view -> view.snapshot().status().isLive())
                        .count(),
                compliance,
                List.of(
                        new Health.Check("database", Health.CheckStatus.UP, "the database answers"),
                        new Health.Check(
                                "youtube-quota",
                                Health.CheckStatus.DEGRADED,
                                "used today: 8800 of 10000 look-ups of counters and 2150 of 10000 units for everything else. Nothing"
                                        + " has to be done: videos are looked at less often until midnight Pacific time, so that"
                                        + " it lasts. If it is so each day, look less often (setting youtube.interval) or ask"
                                        + " Google for more quota"),
                        new Health.Check(
                                "owner-comments",
                                Health.CheckStatus.DEGRADED,
                                "what needs it waits, as it did not work when it was last asked: Google does not accept our access"
                                        + " to the account of the channel's owner any more (invalid_grant: Token has been expired or"
                                        + " revoked.). What to do: give access again and set the new token"
                                        + " (YOUTUBE_OWNER_REFRESH_TOKEN). It is tried again by itself"),
                        new Health.Check(
                                "model",
                                Health.CheckStatus.UP,
                                "videos are compared with what others like them have (model 2026.11-test)")),
                List.of(
                        new Health.QuotaUse("units", 2150, 7_850, 10_000, START.plus(Duration.ofHours(9))),
                        new Health.QuotaUse("stats calls", 8800, 1_200, 10_000, START.plus(Duration.ofHours(9)))),
                List.of(
                        new Health.Interval("urgent", 120, 1, 36.0),
                        new Health.Interval("normal", 0, 1, null),
                        new Health.Interval("calm", 400, 6.5, 234.0)),
                List.of(
                        new Health.Coverage("likes", "1_to_3d", "first_frame", 1_240, 980),
                        new Health.Coverage("comments", "1_to_3d", "first_frame", 320, 170))));
    }
}
