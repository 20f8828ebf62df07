package dev.ratiofixer.smm.execution;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage.Done;
import dev.ratiofixer.bus.Mailbox;
import dev.ratiofixer.bus.Mailbox.BusReply;
import dev.ratiofixer.bus.Mailbox.Inbox;
import dev.ratiofixer.concurrent.Backoff;
import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.google.ads.operations.OperationsAllowance;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.smm.api.AdNetworks;
import dev.ratiofixer.smm.api.OwnerTokenLedger;
import dev.ratiofixer.smm.api.PreflightLedger;
import dev.ratiofixer.smm.api.PromotionRequest;
import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.ClaimAdsCampaigns;
import dev.ratiofixer.smm.api.PromotionRequest.CloseCampaign;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.PromotionRequest.GetPromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.GetSpendingHold;
import dev.ratiofixer.smm.api.PromotionRequest.ListServices;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrder;
import dev.ratiofixer.smm.api.PromotionRequest.ReleaseAdsCampaigns;
import dev.ratiofixer.smm.api.PromotionRequest.ResumeOrders;
import dev.ratiofixer.smm.api.PromotionRequest.ResumeSpending;
import dev.ratiofixer.smm.api.PromotionRequest.ServiceList;
import dev.ratiofixer.smm.api.PromotionRequest.ServiceList.ServiceView;
import dev.ratiofixer.smm.api.PromotionRequest.SpendingState;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.ServiceUse;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.api.SpendingHold;
import dev.ratiofixer.smm.api.SpendingHolds;
import dev.ratiofixer.smm.execution.OrderProcessor.SettlementService;
import dev.ratiofixer.smm.execution.PlaceOrderHandler.PolicyInputLoader;
import dev.ratiofixer.smm.execution.PrerequisiteChecker.AdsCampaignCheck;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderEndpoints;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderSecrets;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderStatus;
import dev.ratiofixer.smm.execution.adbudget.BudgetReturn.OverdueBudgets;
import dev.ratiofixer.smm.execution.comment.CommentExecutor;
import dev.ratiofixer.smm.order.DecisionLog;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.TrialLog;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Promotion on this node: answers {@link PromotionRequest}s at {@link Addresses#SMM}, and drives every order that this
 * node may drive, from the moment it is deployed.
 *
 * <p>Deploy one a node. {@link #apply} may be called from any thread; everything else runs on the verticle's context.
 */
public final class SmmVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SmmVerticle.class);
    private static final int IN_FLIGHT = 2_000;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofMinutes(15);
    private static final Duration CLOSE_LEFT_OVER = Duration.ofMinutes(10);
    /** How old the alarms of other nodes may be here. */
    private static final Duration LOOK = Duration.ofMinutes(1);
    /**
     * A stop waits so long for the step that each order is at; a longer one is read back by who takes the order next.
     */
    private static final int SETTLE_SECONDS = 3;

    private final ProviderEndpoints providers;
    private final ProviderSecrets secrets;
    private final QuotaGate quota;
    private final Shares shares;
    private final OrderLedger ledger;
    private final PreflightLedger preflights;
    private final OwnerTokenLedger ownerTokens;
    private final InstantSource clock;
    private final Timers timers;
    private volatile SmmSettings settings;
    private DecisionLog decisions = answers -> {};
    private TrialLog trials = TrialLog.NONE;
    private PolicyInput.Recorder recorder = (input, held) -> {};
    private volatile URI youtube;
    private @Nullable SmmParts parts;
    private final OutageLog closings = new OutageLog(
            cause -> LOG.warn("orders could not be closed, it is tried again and again: {}", cause.toString()),
            () -> LOG.info("orders can be closed again"));
    private final OutageLog preflightLooks = new OutageLog(
            cause -> LOG.warn("ads campaigns cannot be looked at: {}", cause.toString()),
            () -> LOG.info("ads campaigns can be looked at again"));
    private @Nullable Context home;
    private List<RepeatingTask> repeating = List.of();

    /** What start makes. */
    private record SmmParts(
            Mailbox mailbox,
            ProviderClients clients,
            OrderProcessor processor,
            OrderCanceller canceller,
            CommentExecutor comments) {}

    /**
     * What nodes share beside the orders.
     *
     * @param operations of which each call of Google Ads takes what it counts; only this verticle's context uses it
     * @param serviceUse which live campaigns use a service
     * @param holds which campaigns wait for a person
     * @param networks where campaigns' ads were shown
     */
    public record Shares(
            OperationsAllowance operations, ServiceUse serviceUse, SpendingHolds holds, AdNetworks networks) {
        /** As many operations as it likes, and no campaign of another node. */
        public static Shares alone() {
            MemoryHolds here = new MemoryHolds();
            return new Shares(OperationsAllowance.unlimited(), ServiceUse.NOBODY, here, here);
        }
    }

    /** One that shares nothing with other nodes. */
    public SmmVerticle(
            SmmSettings settings,
            ProviderEndpoints providers,
            ProviderSecrets secrets,
            QuotaGate quota,
            OrderLedger ledger,
            PreflightLedger preflights,
            OwnerTokenLedger ownerTokens,
            InstantSource clock,
            Timers timers) {
        this(settings, providers, secrets, quota, Shares.alone(), ledger, preflights, ownerTokens, clock, timers);
    }

    /**
     * @param providers where the providers are; changing them needs a new verticle, but for {@link #youtube}
     * @param quota counts the units that the owner's comments cost
     * @param ownerTokens which of the owner's tokens must not post any more
     */
    public SmmVerticle(
            SmmSettings settings,
            ProviderEndpoints providers,
            ProviderSecrets secrets,
            QuotaGate quota,
            Shares shares,
            OrderLedger ledger,
            PreflightLedger preflights,
            OwnerTokenLedger ownerTokens,
            InstantSource clock,
            Timers timers) {
        this.shares = shares;
        this.settings = settings;
        this.providers = providers;
        this.youtube = providers.youtube();
        this.secrets = secrets;
        this.quota = quota;
        this.ledger = ledger;
        this.preflights = preflights;
        this.ownerTokens = ownerTokens;
        this.clock = clock;
        this.timers = timers;
    }

    /** Keeps what the policy answers there; to be called before it is deployed. */
    public SmmVerticle keeping(DecisionLog log) {
        decisions = log;
        return this;
    }

    /** Keeps what trials tell there; to be called before it is deployed. */
    public SmmVerticle trying(TrialLog log) {
        trials = log;
        return this;
    }

    /** Keeps what the policy knew there; to be called before it is deployed. */
    public SmmVerticle recording(PolicyInput.Recorder record) {
        recorder = record;
        return this;
    }

    @Override
    public Future<?> start() {
        home = context;
        ProviderClients clients = ProviderClients.open(
                vertx, clock, providers, () -> youtube, secrets, quota, shares.operations(), ownerTokens);
        OverdueBudgets overdue = new OverdueBudgets(vertx.eventBus(), ledger);
        PublishingOrderLedger published = new PublishingOrderLedger(ledger, vertx.eventBus(), clock, overdue::changed);
        Backoff backoff = new Backoff(FIRST_RETRY, LAST_RETRY, RandomGenerator.getDefault());
        ForeignChangeMonitor changes = new ForeignChangeMonitor(clients.ads(), shares.holds(), published, clock);
        OrderExecutors executors = OrderExecutors.open(
                clients, ledger, preflights, overdue, changes::found, trials, clock, () -> settings);
        PlacementService placements = new PlacementService(published, executors, backoff, clock, () -> settings);
        OrderProcessor processor = new OrderProcessor(
                published,
                placements,
                new SettlementService(published, executors, clock, () -> settings),
                clock,
                timers,
                () -> settings);
        PolicyInputLoader loader = new PolicyInputLoader(
                ledger, executors, shares.networks(), new OwnerDayReader(vertx.eventBus()), clock);
        AdsCampaignCheck adsCampaigns = new AdsCampaignCheck(clients.ads(), shares.serviceUse(), () -> settings);
        OrderCanceller canceller = new OrderCanceller(published, clock, processor::kick);
        Handlers handlers = new Handlers(
                new PlaceOrderHandler(
                        published, loader, changes, () -> settings, decisions, recorder, processor::written),
                new OrderApprovalHandler(published, clock, () -> settings, processor::kick),
                canceller,
                new PrerequisiteChecker(executors, adsCampaigns, () -> settings),
                adsCampaigns,
                processor,
                executors);
        Mailbox mailbox = Mailbox.open(
                vertx.eventBus(),
                Addresses.SMM,
                IN_FLIGHT,
                Inbox.answers(PromotionRequest.class, request -> answer(handlers, request)));
        parts = new SmmParts(mailbox, clients, processor, canceller, executors.comments());
        RepeatingTask repeated = new RepeatingTask(timers, CLOSE_LEFT_OVER, () -> closeLeftOver(canceller));
        RepeatingTask looks = new RepeatingTask(timers, LOOK, () -> looks(overdue, executors));
        RepeatingTask token = new RepeatingTask(
                timers, CLOSE_LEFT_OVER, () -> executors.comments().look());
        repeating = List.of(repeated, looks, token);
        repeated.now();
        looks.now();
        processor.kick();
        return Future.succeededFuture();
    }

    /** Learns what other nodes have found, and makes the daily looks at ads campaigns that are due. */
    private Future<?> looks(OverdueBudgets overdue, OrderExecutors executors) {
        return preflightLooks.of(overdue.refresh()
                .compose(done -> executors.budgets().preflights().refresh()));
    }

    /** Ends what is not wanted any more, now and every so often: who was to end it may have died over it. */
    private Future<?> closeLeftOver(OrderCanceller canceller) {
        Future<Void> left = closings.of(canceller.leftOver());
        return settings.limits().spending()
                ? left
                : Future.join(left, closings.of(canceller.spending("spending is switched off")));
    }

    @Override
    public Future<?> stop() {
        SmmParts running = parts;
        if (running == null) {
            return Future.succeededFuture();
        }
        repeating.forEach(RepeatingTask::stop);
        return running.mailbox()
                .close()
                .eventually(() -> running.processor().stop().timeout(SETTLE_SECONDS, TimeUnit.SECONDS))
                .eventually(() -> {
                    running.clients().close();
                    return Future.join(shares.operations().close(), ledger.letGo());
                });
    }

    /**
     * Works with other settings from now on; when spending is switched off, raised budgets go back at once, and what
     * was approved and may not begin any more ends.
     */
    public void apply(SmmSettings changed) {
        boolean off = settings.limits().spending() && !changed.limits().spending();
        settings = changed;
        SmmParts running = parts;
        Context context = home;
        if (running == null || context == null) {
            return;
        }
        context.runOnContext(now -> {
            if (off) {
                closings.of(running.canceller().spending("spending was switched off"));
            }
            running.comments().look();
            running.processor().kick();
        });
    }

    /** The owner's comments go to this origin from now on. Any thread. */
    public void youtube(URI origin) {
        youtube = origin;
    }

    private record Handlers(
            PlaceOrderHandler orders,
            OrderApprovalHandler decisions,
            OrderCanceller canceller,
            PrerequisiteChecker prerequisites,
            AdsCampaignCheck adsCampaigns,
            OrderProcessor processor,
            OrderExecutors executors) {}

    private BusReply answer(Handlers handlers, PromotionRequest<?> request) {
        return switch (request) {
            case PlaceOrder ask -> BusReply.to(ask, handlers.orders().answer(ask));
            case DecideOrder decision ->
                BusReply.to(decision, handlers.decisions().answer(decision));
            case CloseCampaign close ->
                BusReply.done(close, handlers.canceller().campaign(close.campaignId(), close.reason()));
            case CheckPrerequisites ask ->
                BusReply.to(ask, handlers.prerequisites().answer(ask));
            case ClaimAdsCampaigns ask ->
                BusReply.to(ask, handlers.adsCampaigns().claim(ask));
            case ReleaseAdsCampaigns ask ->
                BusReply.done(ask, handlers.adsCampaigns().release(ask));
            case GetSpendingHold ask -> BusReply.to(ask, spending(ask.campaignId()));
            case ResumeSpending ask ->
                BusReply.to(
                        ask,
                        shares.holds()
                                .release(ask.campaignId(), ask.actor(), ask.note(), clock.instant())
                                .compose(done -> spending(ask.campaignId())));
            case ListServices ask -> BusReply.to(ask, services(handlers.executors()));
            case ResumeOrders ask -> {
                handlers.processor().kick();
                yield BusReply.to(ask, Done.DONE);
            }
            case GetPromotionHealth ask -> BusReply.to(ask, ProviderStatus.of(settings, handlers.executors()));
        };
    }

    private Future<SpendingState> spending(String campaignId) {
        return shares.holds()
                .newest(campaignId)
                .compose(newest -> shares.networks()
                        .of(campaignId)
                        .map(networks -> new SpendingState(
                                campaignId,
                                newest.filter(SpendingHold::holds).isPresent(),
                                newest.orElse(null),
                                networks.orElse(null))));
    }

    private ServiceList services(OrderExecutors executors) {
        return new ServiceList(settings.services().stream()
                .map(service -> view(service, executors))
                .toList());
    }

    private static ServiceView view(PromotionService service, OrderExecutors executors) {
        return service instanceof AdBudgetService ads
                ? new ServiceView(
                        ads.id(),
                        ads.type(),
                        ads.name(),
                        ads.minDaily(),
                        ads.maxDaily(),
                        executors.budgets().preflights().of(ads).orElse(null))
                : new ServiceView(service.id(), service.type(), service.name(), null, null, null);
    }
}
