package dev.ratiofixer.smm.execution;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.PlacementService.PlacementGuard;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.order.SpendGuard.Approval;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Asks for orders of every kind for a node's campaigns, as campaigns and people do: some with consent, some that a
 * person allows; budgets that follow one another and budgets that run out. Whatever it asks twice after a kill is one
 * decision.
 */
final class OrderAsker {
    private static final Duration TERM = Duration.ofHours(24);
    private static final Duration PATIENCE = Duration.ofDays(365);
    private static final int EVERY_MILLIS = 15;

    private final Vertx vertx;
    private final OrderLedger ledger;
    private final SmmSettings settings;
    private final InstantSource clock;
    private final List<OrderCampaigns.Row> campaigns;
    private final Random random = new Random();
    private final Set<String> busy = new HashSet<>();

    OrderAsker(
            Vertx vertx,
            OrderLedger ledger,
            SmmSettings settings,
            InstantSource clock,
            List<OrderCampaigns.Row> campaigns) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
        this.campaigns = campaigns;
    }

    /** @param asks whether for new orders, too, or only what exists is decided on */
    void start(boolean asks) {
        if (campaigns.isEmpty()) {
            return;
        }
        vertx.setPeriodic(EVERY_MILLIS, tick -> {
            OrderCampaigns.Row campaign = campaigns.get(random.nextInt(campaigns.size()));
            if (busy.add(campaign.id())) {
                look(campaign, asks).onComplete(done -> busy.remove(campaign.id()));
            }
        });
    }

    private Future<?> look(OrderCampaigns.Row campaign, boolean asks) {
        VideoId video = new VideoId(campaign.video());
        return ledger.history(campaign.id(), video, clock.instant()).compose(book -> {
            Set<OrderType> types = campaign.video().startsWith("Syn")
                    ? EnumSet.of(OrderType.OWNER_COMMENT)
                    : EnumSet.of(OrderType.AD_BUDGET, OrderType.TEAM_TASK);
            return Future.join(
                    types.stream().map(type -> next(campaign, book, type, asks)).toList());
        });
    }

    private Future<?> next(OrderCampaigns.Row campaign, CampaignOrderHistory book, OrderType type, boolean asks) {
        Optional<Order> newest = book.orders().stream()
                .filter(order -> order.terms().action().type() == type)
                .findFirst();
        if (newest.isPresent() && newest.get().status() == OrderStatus.PROPOSED) {
            return decide(newest.get(), DecideOrder.PersonDecision.APPROVE);
        }
        if (type == OrderType.TEAM_TASK
                && newest.filter(Pending.class::isInstance).isPresent()) {
            return decide(newest.get(), DecideOrder.PersonDecision.COMPLETE);
        }
        boolean free = newest.isEmpty() || newest.get() instanceof Completed || newest.get() instanceof Ended;
        Optional<OrderAction> action = switch (type) {
            case AD_BUDGET -> budget(campaign, newest);
            case OWNER_COMMENT ->
                free && book.videoComments() < PostComment.MOST_A_VIDEO
                        ? Optional.of(comment(campaign, book.videoComments()))
                        : Optional.empty();
            case TEAM_TASK ->
                free
                        ? Optional.of(new AskTeam(new VideoId(campaign.video()), "A song", "Ask the readers.", 30, 2))
                        : Optional.empty();
        };
        return asks && action.isPresent() ? write(campaign, action.get(), newest) : Future.succeededFuture();
    }

    /** A budget over the one in force, a first one, or nothing while it is not clear which is in force. */
    private Optional<OrderAction> budget(OrderCampaigns.Row campaign, Optional<Order> newest) {
        DailyBudget own = new DailyBudget(new Money(campaign.budgetMicros(), "USD"), true);
        if (newest.isEmpty() || newest.get() instanceof Completed || newest.get() instanceof Ended) {
            return Optional.of(raise(campaign, own, own));
        }
        if (!(newest.get() instanceof Pending pending)) {
            return Optional.empty();
        }
        if (pending.endedAt() != null) {
            return Optional.of(raise(campaign, own, own));
        }
        boolean early = pending.until().isAfter(clock.instant().plus(Duration.ofHours(12)));
        DailyBudget inForce = ((SetDailyBudget) pending.terms().action()).after();
        return early && random.nextInt(8) == 0 ? Optional.of(raise(campaign, own, inForce)) : Optional.empty();
    }

    private OrderAction raise(OrderCampaigns.Row campaign, DailyBudget own, DailyBudget before) {
        Money above = new Money(10_000L * (1 + random.nextInt(150)), "USD");
        DailyBudget after = new DailyBudget(own.daily().plus(above), true);
        return new SetDailyBudget("111", null, campaign.ads(), own.daily(), before, after, TERM);
    }

    private static OrderAction comment(OrderCampaigns.Row campaign, int number) {
        return new PostComment(
                campaign.channel(), new VideoId(campaign.video()), 2 + number, "What do you hear first? " + number);
    }

    private Future<?> write(OrderCampaigns.Row campaign, OrderAction action, Optional<Order> newest) {
        Instant now = clock.instant();
        OrderTerms terms = new OrderTerms(
                UUID.randomUUID().toString(),
                campaign.id() + "/" + action.type() + "/after/"
                        + newest.map(Order::id).orElse("none"),
                campaign.id(),
                new VideoId(campaign.video()),
                1,
                KillWorld.service(action.type(), campaign.ads()),
                action,
                action instanceof SetDailyBudget budget ? budget.exposure() : Money.zero("USD"),
                KillWorld.LIMITS,
                new Forecast(40, 3),
                OrderFixtures.evidence(),
                "because",
                now,
                now.plus(PATIENCE));
        Proposed proposed = new Proposed(terms);
        Order order = random.nextBoolean()
                ? proposed
                : proposed.approve(new Approval.ByConsent(
                        new Consent("Ada", now.minus(PATIENCE), now.plus(PATIENCE)),
                        EnumSet.allOf(OrderType.class),
                        KillWorld.LIMITS.maxSpend(),
                        now));
        return ledger.write(
                order, PlacementGuard.rules(terms, settings), new OrderEvent(now, "policy", "because", null));
    }

    private Future<?> decide(Order order, DecideOrder.PersonDecision verdict) {
        return vertx.eventBus().<BusMessage>request(Addresses.SMM, new DecideOrder(order.id(), verdict, "ada", ""));
    }
}
