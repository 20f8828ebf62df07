package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.sandbox.SandboxOptions.SandboxVideo;
import dev.ratiofixer.sandbox.world.Ledger;
import dev.ratiofixer.sandbox.world.Ledger.LedgerEntry;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder.PersonDecision;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOutcome;
import dev.ratiofixer.smm.execution.PlacementService.PlacementGuard;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.order.SpendGuard.Approval;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** One order of a campaign of its own: asked for, allowed by a person, placed and brought to its end, however often. */
final class OrderLife {
    private static final Duration TERM = Duration.ofHours(30);
    private static final Duration PATIENCE = Duration.ofDays(30);

    private final SmmWorld world;
    private final String campaign;
    private final SandboxVideo video;
    private final OrderAction action;
    private final String service;

    OrderLife(SmmWorld world, OrderType type, int number) {
        this(world, type, number, world.budget(number));
    }

    /** @param opening what the order takes the owner's budget to be */
    OrderLife(SmmWorld world, OrderType type, int number, Money opening) {
        this.world = world;
        this.campaign = world.campaign(number);
        this.video = world.sandbox.videos().get(number);
        this.action = action(type, opening);
        this.service = switch (type) {
            case AD_BUDGET -> SmmWorld.ads(number);
            case OWNER_COMMENT -> "439";
            case TEAM_TASK -> "7";
        };
    }

    private OrderAction action(OrderType type, Money opening) {
        VideoId id = new VideoId(video.videoId());
        return switch (type) {
            case AD_BUDGET ->
                new SetDailyBudget(
                        video.customerId(),
                        null,
                        video.adsCampaignId(),
                        opening,
                        new DailyBudget(opening, true),
                        new DailyBudget(opening.plus(OrderFixtures.usd("1.00")), true),
                        TERM);
            case OWNER_COMMENT -> new PostComment(video.channelId(), id, 2, "What do you  hear first? " + campaign);
            case TEAM_TASK -> new AskTeam(id, video.title(), "Ask the readers.", 30, 2);
        };
    }

    /** What the sandbox writes down of a budget that is raised and given back. */
    List<String> raisedAndBack() {
        SetDailyBudget budget = (SetDailyBudget) action;
        long before = budget.before().daily().micros();
        long after = budget.after().daily().micros();
        return List.of(before + ">" + after, after + ">" + before);
    }

    String campaign() {
        return campaign;
    }

    /** The ads campaign whose budget it would change. */
    String adsCampaign() {
        return video.adsCampaignId();
    }

    /** Takes the order on, whatever state it is in, until it is over or {@code stop} says so. */
    void drive(OrderLedger ledger, BooleanSupplier stop) {
        for (Optional<Order> now = current(); !over(now) && !stop.getAsBoolean(); now = current()) {
            step(now, ledger, stop);
        }
    }

    private static boolean over(Optional<Order> order) {
        return order.filter(one -> one instanceof Completed || one instanceof Ended)
                .isPresent();
    }

    private void step(Optional<Order> order, OrderLedger ledger, BooleanSupplier stop) {
        Instant now = world.time.instant();
        if (order.isEmpty()) {
            Proposed proposed = new Proposed(terms());
            Future<OrderLedger.Written> written = ledger.write(
                    proposed,
                    PlacementGuard.rules(proposed.terms(), world.settings()),
                    new OrderEvent(now, "policy", "because", null));
            wait(written, stop);
            if (written.result() instanceof OrderLedger.Written.Disallowed refused) {
                throw new AssertionError("it cannot be asked for: " + refused.reason());
            }
            return;
        }
        Order one = order.get();
        boolean task = one.status() == OrderStatus.PENDING && action.type() == OrderType.TEAM_TASK;
        if (one.status() == OrderStatus.PROPOSED || task) {
            PersonDecision verdict = task ? PersonDecision.COMPLETE : PersonDecision.APPROVE;
            wait(world.ask(new DecideOrder(one.id(), verdict, "ada", "")), stop);
        } else if (one.due().filter(now::isBefore).isPresent()) {
            world.time.advance(Duration.between(now, one.due().get()));
        } else {
            // An alarm that was set while the clock was moved would ring a little later than its time.
            world.driveNow();
            world.until(() -> stop.getAsBoolean() || !current().equals(order));
        }
    }

    private void wait(Future<?> future, BooleanSupplier stop) {
        world.until(() -> future.isComplete() || stop.getAsBoolean());
    }

    /** Written if the limits allow it. */
    void ask() {
        write(new Proposed(terms()));
    }

    /** A person's decision, whatever the order's state makes of it. */
    void decide(boolean yes) {
        current()
                .ifPresent(order -> world.request(
                        new DecideOrder(order.id(), yes ? PersonDecision.APPROVE : PersonDecision.REJECT, "ada", "")));
    }

    OrderStatus status() {
        return current().map(Order::status).orElseThrow();
    }

    boolean is(OrderStatus status) {
        return current().filter(order -> order.status() == status).isPresent();
    }

    String problem() {
        return String.valueOf(current().orElseThrow().view().problem());
    }

    /** Why it is not even written. */
    String refusal() {
        Proposed proposed = new Proposed(terms());
        OrderLedger.Written written = write(proposed);
        return written instanceof OrderLedger.Written.Disallowed refused ? refused.reason() : "it was written";
    }

    /** What is said to a person who allows it. */
    String approval() {
        DecideOutcome outcome = (DecideOutcome)
                world.request(new DecideOrder(current().orElseThrow().id(), PersonDecision.APPROVE, "ada", ""));
        return outcome instanceof DecideOutcome.NotAllowed not ? not.reason() : "it was allowed";
    }

    void writeApproved(Approval approval) {
        assertThat(write(new Proposed(terms()).approve(approval))).isInstanceOf(OrderLedger.Written.Stored.class);
    }

    private OrderLedger.Written write(Order order) {
        OrderEvent event = new OrderEvent(world.time.instant(), "policy", "because", null);
        return SmmWorld.await(
                world.ledger().write(order, PlacementGuard.rules(order.terms(), world.settings()), event));
    }

    Optional<Order> current() {
        return world.orders(campaign).stream().findFirst().map(OrderRecord::order);
    }

    private OrderTerms terms() {
        Instant now = world.time.instant();
        return new OrderTerms(
                UUID.randomUUID().toString(),
                campaign + "/the only one",
                campaign,
                new VideoId(video.videoId()),
                1,
                service,
                action,
                action instanceof SetDailyBudget budget ? budget.exposure() : Money.zero("USD"),
                SmmWorld.LIMITS,
                new Forecast(40, 3),
                OrderFixtures.evidence(),
                "because",
                now,
                now.plus(PATIENCE));
    }

    /** The order is completed, and the provider shows exactly what it asked for. */
    void assertPlacedOnce(List<Ledger.TimedEntry> entries) {
        assertThat(world.orders(campaign)).hasSize(1);
        OrderRecord record = world.orders(campaign).getFirst();
        assertThat(record.order()).isInstanceOf(Completed.class);
        assertThat(record.history())
                .allSatisfy(step ->
                        assertThat(step.event().requestId()).as("%s", step).isNotBlank());
        Completed order = (Completed) record.order();
        List<LedgerEntry> placed =
                entries.stream().map(Ledger.TimedEntry::placed).toList();
        switch (action) {
            case SetDailyBudget budget -> assertBudget(placed);
            case RunTrial trial -> throw new AssertionError("trials have a test of their own");
            case PostComment comment ->
                assertThat(placed).singleElement().isInstanceOfSatisfying(LedgerEntry.CommentInserted.class, one -> {
                    assertThat(one.text()).isEqualTo(comment.text());
                    assertThat(one.commentId()).isEqualTo(order.receipt().reference());
                });
            // The receiver tells repeats by the id: one of a lost answer is sent again.
            case AskTeam task ->
                assertThat(placed)
                        .hasSizeBetween(1, 2)
                        .allSatisfy(one -> assertThat(((LedgerEntry.HookReceived) one).body())
                                .contains("\"order_id\":\"" + order.id() + "\""));
        }
    }

    private void assertBudget(List<LedgerEntry> placed) {
        assertThat(placed)
                .extracting(one -> ((LedgerEntry.BudgetChanged) one).beforeMicros() + ">"
                        + ((LedgerEntry.BudgetChanged) one).afterMicros())
                .containsExactlyElementsOf(raisedAndBack());
    }
}
