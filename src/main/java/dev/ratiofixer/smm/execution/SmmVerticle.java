package dev.ratiofixer.smm.execution;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.bus.Done;
import dev.ratiofixer.bus.Mailbox;
import dev.ratiofixer.bus.ReplyFailureCode;
import dev.ratiofixer.concurrent.Backoff;
import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.smm.api.PromotionRequest.CheckPrerequisites;
import dev.ratiofixer.smm.api.PromotionRequest.CloseCampaign;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.PromotionRequest.GetPromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.ListServices;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrder;
import dev.ratiofixer.smm.api.PromotionRequest.ResumeOrders;
import dev.ratiofixer.smm.api.PromotionRequest.ServiceList;
import dev.ratiofixer.smm.api.PromotionRequest.ServiceList.ServiceView;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Promotion on this node: takes {@code PlaceOrder} and its kin at {@link Addresses#SMM}, and drives every order that
 * this node may drive, from the moment it is deployed.
 *
 * <p>Deploy one a node. {@link #apply} may be called from any thread; everything else runs on the verticle's context.
 */
public final class SmmVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SmmVerticle.class);
    private static final int IN_FLIGHT = 2_000;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofMinutes(15);
    private static final Duration TIDY = Duration.ofMinutes(10);
    /**
     * A stop waits so long for the step that each order is at; a longer one is read back by who takes the order next.
     */
    private static final int SETTLE_SECONDS = 3;

    private final ProviderEndpoints providers;
    private final ProviderSecrets secrets;
    private final QuotaGate quota;
    private final OrderLedger ledger;
    private final InstantSource clock;
    private final Timers timers;
    private volatile SmmSettings settings;
    private volatile URI youtube;
    private @Nullable Parts parts;
    private final OutageLog closings = new OutageLog(
            cause -> LOG.warn("orders could not be closed, it is tried again and again: {}", cause.toString()),
            () -> LOG.info("orders can be closed again"));
    private @Nullable Context home;
    private @Nullable RepeatingTask tidying;

    /** What start makes. */
    private record Parts(Mailbox mailbox, ProviderClients channels, OrderProcessor driver, OrderCanceller closing) {}

    /**
     * @param providers where the providers are; changing them needs a new verticle, but for {@link #youtube}
     * @param quota counts the units that the owner's comments cost
     */
    public SmmVerticle(
            SmmSettings settings,
            ProviderEndpoints providers,
            ProviderSecrets secrets,
            QuotaGate quota,
            OrderLedger ledger,
            InstantSource clock,
            Timers timers) {
        this.settings = settings;
        this.providers = providers;
        this.youtube = providers.youtube();
        this.secrets = secrets;
        this.quota = quota;
        this.ledger = ledger;
        this.clock = clock;
        this.timers = timers;
    }

    @Override
    public Future<?> start() {
        home = context;
        ProviderClients channels = ProviderClients.open(vertx, clock, providers, () -> youtube, secrets, quota);
        PublishingOrderLedger book =
                new PublishingOrderLedger(ledger, new OrderEventPublisher(vertx.eventBus()), clock);
        Backoff backoff = new Backoff(FIRST_RETRY, LAST_RETRY, RandomGenerator.getDefault());
        PlacementService placer = new PlacementService(book, channels, backoff, clock, () -> settings);
        OrderProcessor driver = new OrderProcessor(
                book, placer, new SettlementService(book, channels, () -> settings, clock), clock, timers, () -> settings);
        PolicyInputLoader facts = new PolicyInputLoader(ledger, channels, clock);
        OrderCanceller closing = new OrderCanceller(book, clock, driver::kick);
        Desks desks = new Desks(
                new PlaceOrderHandler(book, facts, () -> settings, driver::kick),
                new OrderApprovalHandler(book, clock, () -> settings, driver::kick),
                closing,
                new PrerequisiteChecker(channels, facts, () -> settings));
        Mailbox mailbox =
                Mailbox.open(vertx.eventBus(), Addresses.SMM, IN_FLIGHT, message -> receive(desks, channels, message));
        parts = new Parts(mailbox, channels, driver, closing);
        RepeatingTask repeated = new RepeatingTask(timers, TIDY, () -> tidy(closing));
        tidying = repeated;
        repeated.now();
        driver.kick();
        return Future.succeededFuture();
    }

    /** Ends what is not wanted any more, now and every so often: who was to end it may have died over it. */
    private Future<?> tidy(OrderCanceller closing) {
        Future<Void> left = closings.of(closing.leftOver());
        return settings.limits().spending()
                ? left
                : Future.join(left, closings.of(closing.spending("spending is switched off")));
    }

    @Override
    public Future<?> stop() {
        Parts running = parts;
        if (running == null) {
            return Future.succeededFuture();
        }
        if (tidying != null) {
            tidying.stop();
        }
        return running.mailbox()
                .close()
                .eventually(() -> running.driver().stop().timeout(SETTLE_SECONDS, TimeUnit.SECONDS))
                .eventually(() -> {
                    running.channels().close();
                    return ledger.letGo();
                });
    }

    /**
     * Works with other settings from now on; when spending is switched off, raised budgets go back at once, and what
     * was approved and may not begin any more ends.
     */
    public void apply(SmmSettings changed) {
        boolean off = settings.limits().spending() && !changed.limits().spending();
        settings = changed;
        Parts running = parts;
        Context context = home;
        if (running == null || context == null) {
            return;
        }
        context.runOnContext(now -> {
            if (off) {
                closings.of(running.closing().spending("spending was switched off"));
            }
            running.driver().kick();
        });
    }

    /** The owner's comments go to this origin from now on. Any thread. */
    public void youtube(URI origin) {
        youtube = origin;
    }

    private record Desks(
            PlaceOrderHandler orders,
            OrderApprovalHandler decisions,
            OrderCanceller closing,
            PrerequisiteChecker checkList) {}

    private Future<? extends BusMessage> receive(Desks desks, ProviderClients channels, BusMessage message) {
        return switch (message) {
            case PlaceOrder ask -> desks.orders().answer(ask);
            case DecideOrder decision -> desks.decisions().answer(decision);
            case CloseCampaign close ->
                desks.closing().campaign(close.campaignId(), close.reason()).map(Done.DONE);
            case CheckPrerequisites ask -> desks.checkList().answer(ask);
            case ListServices ask -> Future.succeededFuture(services());
            case ResumeOrders news -> look();
            case GetPromotionHealth ask -> Future.succeededFuture(PromotionHealthReport.of(settings, channels));
            default ->
                ReplyFailureCode.of(
                        ReplyFailureCode.UNKNOWN_MESSAGE,
                        "promotion takes no " + message.getClass().getSimpleName());
        };
    }

    private Future<Done> look() {
        if (parts != null) {
            parts.driver().kick();
        }
        return Future.succeededFuture(Done.DONE);
    }

    private ServiceList services() {
        return new ServiceList(
                settings.services().stream().map(SmmVerticle::view).toList());
    }

    private static ServiceView view(PromotionService service) {
        return service instanceof AdBudgetService ads
                ? new ServiceView(ads.id(), ads.type(), ads.name(), ads.minDaily(), ads.maxDaily())
                : new ServiceView(service.id(), service.type(), service.name(), null, null);
    }
}
