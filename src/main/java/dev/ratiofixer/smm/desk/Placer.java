package dev.ratiofixer.smm.desk;

import dev.ratiofixer.smm.PromotionService;
import dev.ratiofixer.smm.SmmSettings;
import dev.ratiofixer.smm.TeamTaskService;
import dev.ratiofixer.smm.order.AskTeam;
import dev.ratiofixer.smm.order.Attempt;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.OrderAction;
import dev.ratiofixer.smm.order.OrderEvent;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.Placing;
import dev.ratiofixer.smm.order.PostComment;
import dev.ratiofixer.smm.order.Receipt;
import dev.ratiofixer.smm.order.SetDailyBudget;
import dev.ratiofixer.smm.order.Transition.Verdict;
import dev.ratiofixer.smm.policy.EffectMeter;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Takes an order in {@code placing} on: places it, or finds out whether it was placed. */
final class Placer {
    /** How long a task stays open for people. */
    static final Duration TASK_LIFE = Duration.ofDays(14);

    /** After the first look that did not find it, before the second. */
    private static final Duration SECOND_LOOK = Duration.ofMinutes(2);

    private final OrderBook book;
    private final BudgetDesk budgets;
    private final CommentDesk comments;
    private final TaskDesk tasks;
    private final Backoff backoff;
    private final InstantSource clock;
    private final Supplier<SmmSettings> settings;

    Placer(OrderBook book, Channels channels, Backoff backoff, InstantSource clock, Supplier<SmmSettings> settings) {
        this.book = book;
        this.budgets = new BudgetDesk(channels.ads());
        this.comments = new CommentDesk(channels.comments());
        this.tasks = new TaskDesk(channels.webhook());
        this.backoff = backoff;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * One attempt.
     *
     * @param fresh whether this very run wrote it down as {@code placing}, so that nobody can have placed it
     */
    Future<Changed> place(Placing order, boolean fresh) {
        return attempt(order, fresh)
                .compose(outcome -> book.change(order.id(), (current, facts) -> outcome(order, current, outcome)));
    }

    private Future<Placement> attempt(Placing order, boolean fresh) {
        return switch (order.terms().action()) {
            case SetDailyBudget budget -> budgets.place(budget, fresh);
            case PostComment comment -> fresh ? comments.post(comment) : find(order, comment);
            case AskTeam task -> ask(order, task);
        };
    }

    private Future<Placement> find(Placing order, PostComment comment) {
        return comments.find(comment, order.terms().orderedAt()).compose(found -> {
            boolean twice =
                    found instanceof Placement.NotFound && order.attempt().unsure() > 1;
            return twice ? postAgain(order, comment) : Future.succeededFuture(found);
        });
    }

    /** Two looks did not find it: a new attempt, written down before it is made. */
    private Future<Placement> postAgain(Placing order, PostComment comment) {
        Instant now = clock.instant();
        boolean allowed = settings.get().ordersAllowed() && order.approval().covers(now);
        if (!now.isBefore(order.terms().expiresAt()) || !allowed) {
            return Future.succeededFuture(new Placement.NotPlaced("it was not posted, and may not be any more", null));
        }
        return book.change(
                        order.id(),
                        (current, facts) -> same(order, current)
                                ? new Verdict.Become(
                                        order.again("not found on the video", now),
                                        OrderEvent.engine(now, "two looks did not find it: it is posted again"))
                                : new Verdict.Stay("it has moved on"))
                .compose(changed -> changed instanceof Changed.Moved
                        ? comments.post(comment)
                        : Future.succeededFuture(new Placement.Later("it has moved on", null)));
    }

    private Future<Placement> ask(Placing order, AskTeam task) {
        PromotionService service =
                settings.get().service(order.terms().serviceId()).orElse(null);
        return service instanceof TeamTaskService team
                ? tasks.post(team, order.terms(), task)
                : Future.succeededFuture(new Placement.NotPlaced(
                        "service " + order.terms().serviceId() + " is not configured any more", null));
    }

    private Verdict outcome(Placing before, Order current, Placement outcome) {
        if (!(current instanceof Placing now)
                || now.attempt().number() < before.attempt().number()) {
            return new Verdict.Stay("it has moved on");
        }
        Instant at = clock.instant();
        return switch (outcome) {
            case Placement.Placed placed ->
                new Verdict.Become(
                        now.placed(
                                new Receipt(placed.reference(), placed.requestId(), at),
                                effect(now.terms().action())),
                        new OrderEvent(at, "engine", "placed: " + placed.note(), placed.requestId()));
            case Placement.NotPlaced not ->
                new Verdict.Become(
                        now.fail(not.problem(), at), new OrderEvent(at, "engine", not.problem(), not.requestId()));
            case Placement.Later later -> later(now, later, at);
            case Placement.Unknown unknown ->
                new Verdict.Become(
                        now.doubt(
                                unknown.problem(),
                                at.plus(backoff.after(now.attempt().number(), null))),
                        OrderEvent.engine(at, "in doubt: " + unknown.problem()));
            case Placement.NotFound none ->
                new Verdict.Become(
                        now.notFound(at.plus(SECOND_LOOK)), OrderEvent.engine(at, "not found at the provider"));
        };
    }

    private Verdict later(Placing now, Placement.Later later, Instant at) {
        Attempt attempt = now.attempt();
        Instant next = at.plus(backoff.after(attempt.number(), later.pause()));
        if (next.isAfter(now.terms().expiresAt())) {
            String problem = "it could not be placed in time: " + later.problem();
            return new Verdict.Become(now.fail(problem, at), OrderEvent.engine(at, problem));
        }
        return new Verdict.Become(
                now.again(later.problem(), next), OrderEvent.engine(at, "again at " + next + ": " + later.problem()));
    }

    private static boolean same(Placing order, Order current) {
        return current instanceof Placing placing
                && placing.attempt().number() == order.attempt().number();
    }

    private static Duration effect(OrderAction action) {
        return switch (action) {
            case SetDailyBudget budget -> budget.term();
            case PostComment comment -> EffectMeter.PROMPT_WINDOW;
            case AskTeam task -> TASK_LIFE;
        };
    }
}
