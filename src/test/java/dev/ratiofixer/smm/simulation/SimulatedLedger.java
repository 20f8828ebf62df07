package dev.ratiofixer.smm.simulation;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignTotals;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.order.ProviderReceipt;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.order.SpendGuard;
import dev.ratiofixer.smm.order.SpendGuard.Approval;
import dev.ratiofixer.smm.order.SpendGuard.SpendFacts;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.adbudget.BudgetOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One campaign's orders, placed at once and settled as the engine settles them. */
final class SimulatedLedger {
    static final EngineLimits ENGINE = new EngineLimits(usd(1_000_000), usd(100_000_000), true);

    private static final Duration SETTLE_LAG = Duration.ofHours(8);
    private static final Duration TASK_LIFE = Duration.ofDays(14);
    /** People answer a task within a day. */
    private static final Duration PEOPLE = Duration.ofDays(1);

    private final Scenario scenario;
    private final SimulatedVideo video;
    private final List<CampaignReading> readings = new ArrayList<>();
    /** Newest first. */
    private final List<Order> orders = new ArrayList<>();

    private int refused;

    SimulatedLedger(Scenario scenario, SimulatedVideo video) {
        this.scenario = scenario;
        this.video = video;
    }

    private static Money usd(long amount) {
        return new Money(amount * 1_000_000, Scenario.CURRENCY);
    }

    void remember(CampaignReading reading) {
        readings.add(reading);
    }

    CampaignOrderHistory history() {
        Money reserved = orders.isEmpty() ? null : held();
        return new CampaignOrderHistory(
                List.copyOf(orders),
                List.copyOf(readings),
                new CampaignTotals(reserved, null, 0, 0, 0, 0, orders.size()),
                0,
                Set.of());
    }

    Money held() {
        return orders.stream().map(Order::held).reduce(Money.zero(Scenario.CURRENCY), Money::plus);
    }

    /** What completed orders cost. */
    Money spent() {
        return orders.stream()
                .filter(Completed.class::isInstance)
                .map(Order::held)
                .reduce(Money.zero(Scenario.CURRENCY), Money::plus);
    }

    int refused() {
        return refused;
    }

    /** Writes and places an order, unless a limit refuses it. */
    boolean place(PolicyInput now, PlannedOrder planned) {
        long today = orders.stream()
                .filter(order -> order.terms()
                        .orderedAt()
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .equals(now.now().atOffset(ZoneOffset.UTC).toLocalDate()))
                .mapToLong(order -> order.held().micros())
                .sum();
        SpendFacts facts = new SpendFacts(held().micros(), today, today, today, false);
        SpendRules rules = new SpendRules(scenario.limits(), scenario.limits().dailySpend(), ENGINE);
        if (SpendGuard.refuse(planned.cost(), rules, facts).isPresent()) {
            refused++;
            return false;
        }
        Duration effect = planned.action() instanceof SetDailyBudget set ? set.term() : TASK_LIFE;
        Pending placed = new Proposed(terms(now, planned))
                .approve(new Approval.ByPerson("simulation", "", now.now()))
                .begin(now.now())
                .placed(new ProviderReceipt("there", null, now.now()), effect);
        if (planned.action() instanceof SetDailyBudget set) {
            orders.replaceAll(order -> supersede(order, now.now()));
            video.set(set.after());
        }
        orders.addFirst(placed);
        return true;
    }

    private static Order supersede(Order order, Instant at) {
        return order instanceof Pending pending
                        && pending.endedAt() == null
                        && pending.terms().action() instanceof SetDailyBudget
                ? pending.end(at, at.plus(SETTLE_LAG))
                : order;
    }

    private OrderTerms terms(PolicyInput now, PlannedOrder planned) {
        String id = "%04d-%04d".formatted(scenario.number(), orders.size());
        return new OrderTerms(
                id,
                id,
                now.promotion().campaignId(),
                now.promotion().video().id(),
                1,
                planned.service().id(),
                planned.action(),
                planned.cost(),
                scenario.limits(),
                Forecast.NOTHING,
                now.evidence(),
                planned.summary(),
                now.now(),
                now.now().plus(Duration.ofDays(1)));
    }

    /** Does what is due: budgets go back, ended orders are settled, people answer. */
    void advance(Instant now) {
        orders.replaceAll(order -> order instanceof Pending pending ? step(pending, now) : order);
    }

    private Order step(Pending order, Instant now) {
        if (!(order.terms().action() instanceof SetDailyBudget set)) {
            return now.isBefore(order.receipt().at().plus(PEOPLE))
                    ? order
                    : order.complete(new Settlement(Money.zero(Scenario.CURRENCY), Effect.UNKNOWN, "done"), now);
        }
        if (now.isBefore(order.until())) {
            return order;
        }
        Instant ended = order.endedAt();
        if (ended != null) {
            return order.complete(BudgetOutcome.settle(order, set, ended, video.ads(now), history()), now);
        }
        if (set.raised() && video.budget().equals(set.after())) {
            video.set(new dev.ratiofixer.smm.order.OrderAction.DailyBudget(set.baseline(), true));
        }
        return order.end(now, now.plus(SETTLE_LAG));
    }
}
