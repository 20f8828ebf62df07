package dev.ratiofixer.backtest;

import dev.ratiofixer.backtest.BacktestCase.DayHeld;
import dev.ratiofixer.backtest.BacktestReport.BacktestOrder;
import dev.ratiofixer.backtest.BacktestReport.Direction;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.PlacementService.PlacementGuard;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignTotals;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Approved;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.ProviderReceipt;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.order.SpendGuard;
import dev.ratiofixer.smm.order.SpendGuard.Approval;
import dev.ratiofixer.smm.order.SpendGuard.SpendFacts;
import dev.ratiofixer.smm.policy.OrderEffectEstimator;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyInput;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The orders of a backtest and their lives, in memory: what the ledger and the executors do, without either. An order
 * that was really made then, too, meets the fate that it met; of another, in mode {@code propose} nobody decides in
 * time, and in {@code auto} it is placed at once and nothing is known of what it brings. One thread.
 */
final class SimulatedOrders {
    /** Two orders are the same if they were made within one look of each other. */
    static final Duration ONE_LOOK = Duration.ofHours(6);

    private static final Duration PLACING_TAKES = Duration.ofMinutes(1);
    private static final Duration TASK_LIFE = Duration.ofDays(7);
    private static final Duration REPORT_LAG = Duration.ofHours(8);

    /** What an order cost above the owner's own budget between two instants, as the hours of then tell. */
    interface CostOf {
        Money of(SetDailyBudget budget, Instant from, Instant to);
    }

    private record Fate(@Nullable Order real) {
        @Nullable
        Approval approval() {
            return real == null ? null : real.approval();
        }

        Optional<Instant> placed() {
            return real instanceof Pending pending
                    ? Optional.of(pending.receipt().at())
                    : real instanceof Completed done
                            ? Optional.of(done.receipt().at())
                            : Optional.empty();
        }
    }

    private final List<Order> real;
    private final List<DayHeld> others;
    private final CostOf costs;
    private final List<Order> orders = new ArrayList<>();
    private final Map<String, Fate> fates = new HashMap<>();
    private final Set<String> matched = new HashSet<>();
    private final Set<String> moved = new HashSet<>();

    /** @param before orders of before the first look, as they are */
    SimulatedOrders(List<Order> before, List<Order> real, List<DayHeld> others, CostOf costs) {
        this.real = real;
        this.others = others;
        this.costs = costs;
        orders.addAll(before);
        before.forEach(order -> fates.put(order.id(), new Fate(order)));
    }

    /** Newest first, as the ledger tells them. */
    List<Order> newestFirst() {
        return orders.reversed();
    }

    /** Takes every order on to where it is at an instant; the ids of those that are under way no more. */
    Set<String> advance(Instant now) {
        moved.clear();
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            Order next = step(order, now);
            while (!next.equals(order)) {
                moved.add(next.id());
                order = next;
                orders.set(i, order);
                next = step(order, now);
            }
        }
        return Set.copyOf(moved);
    }

    /** Why the ledger would not take it; empty where it did. */
    Optional<String> write(PolicyInput now, PlannedOrder planned, SmmSettings settings) {
        OrderTerms terms = now.terms(planned, "backtest-" + (orders.size() + 1));
        boolean known =
                orders.stream().anyMatch(order -> order.terms().idempotencyKey().equals(terms.idempotencyKey()));
        if (known) {
            return Optional.of("that was decided already");
        }
        Optional<String> refused =
                SpendGuard.refuse(terms.cost(), PlacementGuard.rules(terms, settings), facts(terms, now.now()));
        if (refused.isPresent()) {
            return refused;
        }
        Proposed proposed = new Proposed(terms);
        fates.put(terms.orderId(), new Fate(same(terms)));
        orders.add(now.consent().<Order>map(proposed::approve).orElse(proposed));
        return Optional.empty();
    }

    private SpendFacts facts(OrderTerms terms, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        String currency = terms.cost().currency();
        long all = 0;
        long today = 0;
        for (Order order : orders) {
            if (order.held().currency().equals(currency)) {
                all += order.held().micros();
                boolean fromToday = LocalDate.ofInstant(order.terms().orderedAt(), ZoneOffset.UTC)
                        .equals(day);
                today += fromToday ? order.held().micros() : 0;
            }
        }
        long elsewhere = 0;
        long elsewhereOnService = 0;
        for (DayHeld held : others) {
            if (held.day().equals(day) && held.currency().equals(currency)) {
                elsewhere += held.micros();
                elsewhereOnService += held.serviceId().equals(terms.serviceId()) ? held.micros() : 0;
            }
        }
        return new SpendFacts(all, today, today + elsewhereOnService, today + elsewhere, false);
    }

    /** The real order of the same lever and direction that was made nearest to it. */
    private @Nullable Order same(OrderTerms terms) {
        Optional<Order> found = real.stream()
                .filter(order -> !matched.contains(order.id()))
                .filter(order -> order.terms().serviceId().equals(terms.serviceId())
                        && Direction.of(order.terms().action()) == Direction.of(terms.action()))
                .filter(order -> apart(order, terms).compareTo(ONE_LOOK) <= 0)
                .min(Comparator.comparing(order -> apart(order, terms)));
        found.ifPresent(order -> matched.add(order.id()));
        return found.orElse(null);
    }

    private static Duration apart(Order order, OrderTerms terms) {
        return Duration.between(order.terms().orderedAt(), terms.orderedAt()).abs();
    }

    private Fate fate(Order order) {
        return fates.getOrDefault(order.id(), new Fate(null));
    }

    private Order step(Order order, Instant now) {
        return switch (order) {
            case Proposed proposed -> decided(proposed, now);
            case Approved approved -> placed(approved, now);
            case Placing placing -> placing;
            case Pending pending -> worked(pending, now);
            case Completed done -> done;
            case Ended ended -> ended;
        };
    }

    private Order decided(Proposed proposed, Instant now) {
        Fate fate = fate(proposed);
        Approval approval = fate.approval();
        if (approval != null) {
            return approval.at().isAfter(now) ? proposed : proposed.approve(approval);
        }
        if (fate.real() instanceof Ended ended && !ended.at().isAfter(now)) {
            return new Ended(proposed.terms(), ended.status(), null, ended.reason(), ended.at());
        }
        Instant until = proposed.terms().expiresAt();
        return until.isAfter(now) ? proposed : proposed.expire(until);
    }

    private Order placed(Approved approved, Instant now) {
        Fate fate = fate(approved);
        // One that nobody allowed in truth says nothing of what its provider would have done.
        if (fate.real() instanceof Ended ended && ended.approval() != null) {
            return ended.at().isAfter(now)
                    ? approved
                    : new Ended(approved.terms(), ended.status(), approved.approval(), ended.reason(), ended.at());
        }
        Instant soon = approved.approval().at().plus(PLACING_TAKES);
        Instant at = fate.placed().orElse(soon);
        if (at.isAfter(now)) {
            return approved;
        }
        ProviderReceipt receipt = new ProviderReceipt("backtest", null, at);
        Pending pending = approved.begin(at).placed(receipt, effect(approved.terms()));
        if (approved.terms().action() instanceof SetDailyBudget) {
            supersede(pending);
        }
        return pending;
    }

    private static Duration effect(OrderTerms terms) {
        return switch (terms.action()) {
            case SetDailyBudget set -> set.term();
            case RunTrial trial -> trial.term();
            case PostComment post -> OrderEffectEstimator.PROMPT_WINDOW;
            case AskTeam ask -> TASK_LIFE;
        };
    }

    /** One budget at a time is in force. */
    private void supersede(Pending placed) {
        Instant at = placed.receipt().at();
        orders.replaceAll(order -> order instanceof Pending other
                        && other.endedAt() == null
                        && !other.id().equals(placed.id())
                        && other.terms().serviceId().equals(placed.terms().serviceId())
                ? other.end(at, at.plus(REPORT_LAG))
                : order);
    }

    private Order worked(Pending pending, Instant now) {
        Fate fate = fate(pending);
        return switch (pending.terms().action()) {
            case SetDailyBudget set -> budget(pending, set, fate, now);
            case RunTrial trial ->
                fate.real() instanceof Completed
                        ? done(pending, fate, pending.until(), now)
                        : budget(pending, trial.raise(trial.term()), fate, now);
            case PostComment post -> done(pending, fate, pending.until(), now);
            case AskTeam ask -> task(pending, fate, now);
        };
    }

    private Order budget(Pending pending, SetDailyBudget set, Fate fate, Instant now) {
        Instant ended = pending.endedAt();
        if (ended == null) {
            return pending.until().isAfter(now)
                    ? pending
                    : pending.end(pending.until(), pending.until().plus(REPORT_LAG));
        }
        Instant at = fate.real() instanceof Completed done ? done.at() : pending.until();
        if (at.isAfter(now)) {
            return pending;
        }
        return fate.real() instanceof Completed done
                ? pending.complete(done.settlement(), at)
                : pending.complete(
                        new Settlement(
                                costs.of(set, pending.receipt().at(), ended), Effect.UNKNOWN, "in a backtest only"),
                        at);
    }

    private static Order done(Pending pending, Fate fate, Instant until, Instant now) {
        Instant at = fate.real() instanceof Completed done ? done.at() : until;
        if (at.isAfter(now)) {
            return pending;
        }
        Settlement settlement = fate.real() instanceof Completed done
                ? done.settlement()
                : new Settlement(Money.zero(pending.terms().cost().currency()), Effect.UNKNOWN, "in a backtest only");
        return pending.complete(settlement, at);
    }

    private static Order task(Pending pending, Fate fate, Instant now) {
        if (fate.real() instanceof Completed) {
            return done(pending, fate, pending.until(), now);
        }
        Instant until = fate.real() instanceof Ended ended ? ended.at() : pending.until();
        return until.isAfter(now) ? pending : pending.expire("nobody did it", until);
    }

    /** As the ledger sums them: a pending order's effect comes evenly over its time. */
    CampaignTotals totals(Instant now) {
        Money reserved = null;
        Money spent = null;
        double likes = 0;
        double comments = 0;
        double pendingLikes = 0;
        double pendingComments = 0;
        for (Order order : orders) {
            if (order.held().isPositive()) {
                reserved = reserved == null ? order.held() : reserved.plus(order.held());
                Money own = order instanceof Completed
                        ? order.held()
                        : Money.zero(order.held().currency());
                spent = spent == null ? own : spent.plus(own);
            }
            boolean placed = order instanceof Placing || order instanceof Pending || order instanceof Completed;
            double ahead = ahead(order, now);
            likes += placed ? order.terms().forecast().likes() : 0;
            comments += placed ? order.terms().forecast().comments() : 0;
            pendingLikes += ahead * order.terms().forecast().likes();
            pendingComments += ahead * order.terms().forecast().comments();
        }
        return new CampaignTotals(
                reserved,
                spent,
                Math.round(likes),
                Math.round(comments),
                Math.round(pendingLikes),
                Math.round(pendingComments),
                orders.size());
    }

    private static double ahead(Order order, Instant now) {
        if (order instanceof Approved || order instanceof Placing) {
            return 1;
        }
        if (!(order instanceof Pending pending)
                || !pending.until().isAfter(pending.receipt().at())) {
            return 0;
        }
        double whole = Duration.between(pending.receipt().at(), pending.until()).toMillis();
        return Math.clamp(Duration.between(now, pending.until()).toMillis() / whole, 0, 1);
    }

    /** The budget that an order has in force at a service; empty where it is the owner's own. */
    Optional<SetDailyBudget> inForce(String serviceId) {
        return orders.reversed().stream()
                .filter(order -> order instanceof Pending || order instanceof Completed)
                .filter(order -> order.terms().serviceId().equals(serviceId))
                .filter(order -> order.terms().action() instanceof SetDailyBudget)
                .findFirst()
                .filter(order -> {
                    SetDailyBudget set = (SetDailyBudget) order.terms().action();
                    boolean over = order instanceof Completed || ((Pending) order).endedAt() != null;
                    // A lowered budget stays when its term is over.
                    return !over || !set.raised();
                })
                .map(order -> (SetDailyBudget) order.terms().action());
    }

    /** Whether the budgets so far are those that were really set by then. */
    boolean asInTruth(Instant now) {
        Set<String> budgets = new HashSet<>();
        for (Order order : orders) {
            if (order.terms().action() instanceof SetDailyBudget && !(order instanceof Ended)) {
                Order same = fate(order).real();
                if (same == null || !sameAmount(order, same)) {
                    return false;
                }
                budgets.add(same.id());
            }
        }
        return real.stream()
                .filter(order -> order.terms().action() instanceof SetDailyBudget)
                .filter(order ->
                        new Fate(order).placed().filter(at -> !at.isAfter(now)).isPresent())
                .allMatch(order -> budgets.contains(order.id()));
    }

    private static boolean sameAmount(Order one, Order other) {
        return one.terms().action() instanceof SetDailyBudget mine
                && other.terms().action() instanceof SetDailyBudget theirs
                && mine.after().equals(theirs.after());
    }

    /** What was ordered from an instant on, oldest first. */
    List<BacktestOrder> report(Instant from) {
        return orders.stream()
                .filter(order -> !order.terms().orderedAt().isBefore(from))
                .map(order -> {
                    Order same = fate(order).real();
                    return BacktestOrder.of(order, same == null, same == null ? null : same.id());
                })
                .toList();
    }
}
