package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrder;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.order.Approval;
import dev.ratiofixer.smm.order.DecisionLog;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.policy.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.Plan;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PromotionPolicy;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Answers a campaign: loader, policy, and the orders that it finds right, written one after the other. */
final class PlaceOrderHandler {
    private static final String ALL = "all";
    private static final Duration SHORTEST_LIFE = Duration.ofDays(1);
    /** While a campaign is held: soon enough after a person releases it. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(30);

    private final PublishingOrderLedger ledger;
    private final PolicyInputLoader loader;
    private final ForeignChangeMonitor changes;
    private final Supplier<SmmSettings> settings;
    private final DecisionLog decisions;
    private final Consumer<List<String>> written;

    /**
     * @param decisions keeps what the policy answered
     * @param written takes the ids of orders that were written
     */
    PlaceOrderHandler(
            PublishingOrderLedger ledger,
            PolicyInputLoader loader,
            ForeignChangeMonitor changes,
            Supplier<SmmSettings> settings,
            DecisionLog decisions,
            Consumer<List<String>> written) {
        this.decisions = decisions;
        this.ledger = ledger;
        this.loader = loader;
        this.changes = changes;
        this.settings = settings;
        this.written = written;
    }

    Future<PlaceOrderOutcome> answer(PlaceOrder asked) {
        SmmSettings current = settings.get();
        boolean observes = asked.promotion().mode() == OrderMode.OBSERVE;
        if (observes || !current.ordersAllowed()) {
            Instant tomorrow = asked.evidence().sample().at().plus(1, ChronoUnit.DAYS);
            String why = observes ? "the campaign only observes" : SmmSettings.DECLINED;
            ReasonCode code = observes ? ReasonCode.OBSERVES : ReasonCode.DECLINED;
            Instant sampled = asked.evidence().sample().at();
            decisions.keep(List.of(new PolicyDecision(
                    asked.promotion().campaignId(), ALL, null, AnswerOutcome.HELD, code, why, sampled, tomorrow)));
            return Future.succeededFuture(new PlaceOrderOutcome.Held(why, tomorrow));
        }
        return loader.of(asked, current)
                .compose(input -> changes.check(input)
                        .compose(held -> held.isPresent()
                                ? Future.succeededFuture(hold(input, held.get().reason()))
                                : decide(input, current)));
    }

    private PlaceOrderOutcome hold(PolicyInput input, String why) {
        Instant again = input.now().plus(LOOK_AGAIN);
        decisions.keep(List.of(new PolicyDecision(
                input.promotion().campaignId(),
                ALL,
                null,
                AnswerOutcome.HELD,
                ReasonCode.CHANGED_BY_OTHERS,
                why,
                input.now(),
                again)));
        return new PlaceOrderOutcome.Held(why, again);
    }

    private Future<PlaceOrderOutcome> decide(PolicyInput input, SmmSettings current) {
        Plan plan = PromotionPolicy.decide(input);
        List<OrderView> views = new ArrayList<>();
        List<String> reasons = new ArrayList<>(plan.reasons());
        Future<Void> all = Future.succeededFuture();
        for (PlannedOrder planned : plan.orders()) {
            all = all.compose(done -> write(input, planned, current)).map(outcome -> note(outcome, views, reasons));
        }
        return all.map(done -> {
            decisions.keep(answers(input, plan, views, reasons));
            return outcome(plan, views, reasons);
        });
    }

    /** What is kept: an order that the ledger did not take was not made. */
    private static List<PolicyDecision> answers(
            PolicyInput input, Plan plan, List<OrderView> views, List<String> reasons) {
        boolean refused = views.isEmpty() && !plan.orders().isEmpty();
        return plan.answers().stream()
                .map(answer -> {
                    boolean none = refused && answer.code() == ReasonCode.ORDERED;
                    AssessedCounter counter = answer.counter();
                    return new PolicyDecision(
                            input.promotion().campaignId(),
                            counter == null ? ALL : counter.word(),
                            counter == null
                                    ? null
                                    : input.standing(counter).health().name().toLowerCase(Locale.ROOT),
                            none ? AnswerOutcome.HELD : answer.outcome(),
                            none ? ReasonCode.NOT_ALLOWED : answer.code(),
                            none ? String.join("; ", reasons) : answer.detail(),
                            input.now(),
                            plan.askAgainAt());
                })
                .toList();
    }

    private PlaceOrderOutcome outcome(Plan plan, List<OrderView> views, List<String> reasons) {
        if (views.isEmpty()) {
            return new PlaceOrderOutcome.Held(String.join("; ", reasons), plan.askAgainAt());
        }
        written.accept(views.stream().map(OrderView::orderId).toList());
        return new PlaceOrderOutcome.Ordered(List.copyOf(views), plan.askAgainAt());
    }

    @SuppressWarnings("NullAway") // Void has no value but null.
    private static Void note(Written outcome, List<OrderView> views, List<String> reasons) {
        switch (outcome) {
            case Written.Stored stored -> views.add(stored.order().view());
            case Written.Known known ->
                reasons.add("that was decided already: order " + known.order().id());
            case Written.Disallowed refused -> reasons.add(refused.reason());
        }
        return null;
    }

    private Future<Written> write(PolicyInput now, PlannedOrder planned, SmmSettings current) {
        OrderTerms terms = terms(now, planned);
        Proposed proposed = new Proposed(terms);
        Promotion promotion = now.promotion();
        Consent consent = promotion.consent();
        Order order = promotion.mode() == OrderMode.AUTO && consent != null && consent.covers(now.now())
                ? proposed.approve(byConsent(now, consent))
                : proposed;
        OrderEvent event = new OrderEvent(now.now(), "policy", terms.summary(), null);
        return ledger.write(order, PlacementGuard.rules(terms, current), event);
    }

    private static Approval byConsent(PolicyInput now, Consent consent) {
        Set<dev.ratiofixer.smm.api.OrderType> scope = new HashSet<>(Set.of(dev.ratiofixer.smm.api.OrderType.TEAM_TASK));
        if (now.likeLever() != null) {
            scope.add(now.likeLever().type());
        }
        if (now.commentLever() != null) {
            scope.add(now.commentLever().type());
        }
        return new Approval.ByConsent(
                consent,
                Set.copyOf(scope),
                now.promotion().limits() == null
                        ? null
                        : now.promotion().limits().maxSpend(),
                now.now());
    }

    private static OrderTerms terms(PolicyInput now, PlannedOrder planned) {
        Duration rest = now.settings().cooldownOf(planned.action().type());
        Duration life = rest.compareTo(SHORTEST_LIFE) > 0 ? rest : SHORTEST_LIFE;
        return new OrderTerms(
                UUID.randomUUID().toString(),
                decision(now, planned),
                now.promotion().campaignId(),
                now.promotion().video().id(),
                now.promotion().epoch(),
                planned.service().id(),
                planned.action(),
                planned.cost(),
                now.promotion().limits(),
                planned.forecast(),
                now.evidence(),
                planned.summary(),
                now.now(),
                now.now().plus(life));
    }

    /** Two who decide on the same past make the same key: the ledger keeps the first. */
    private static String decision(PolicyInput now, PlannedOrder planned) {
        String last = now.history().orders().stream()
                .filter(order ->
                        order.terms().action().type() == planned.action().type())
                .map(Order::id)
                .findFirst()
                .orElse("none");
        return now.promotion().campaignId() + "/" + planned.action().type() + "/after/" + last;
    }
}
