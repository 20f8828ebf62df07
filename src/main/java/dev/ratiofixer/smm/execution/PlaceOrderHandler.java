package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrder;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.api.SmmSettings;
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
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers a campaign: loader, policy, and the orders that it finds right, written one after the other. */
final class PlaceOrderHandler {
    private static final String ALL = "all";
    /** While a campaign is held: soon enough after a person releases it. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(30);

    private final PublishingOrderLedger ledger;
    private final PolicyInputLoader loader;
    private final ForeignChangeMonitor changes;
    private final Supplier<SmmSettings> settings;
    private final DecisionLog decisions;
    private final PolicyInput.Recorder recorder;
    private final Consumer<List<String>> written;

    /**
     * @param decisions keeps what the policy answered
     * @param recorder keeps what the policy knew
     * @param written takes the ids of orders that were written
     */
    PlaceOrderHandler(
            PublishingOrderLedger ledger,
            PolicyInputLoader loader,
            ForeignChangeMonitor changes,
            Supplier<SmmSettings> settings,
            DecisionLog decisions,
            PolicyInput.Recorder recorder,
            Consumer<List<String>> written) {
        this.decisions = decisions;
        this.recorder = recorder;
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
            PolicyDecision answer = new PolicyDecision(
                    asked.promotion().campaignId(), ALL, null, AnswerOutcome.HELD, code, why, sampled, tomorrow);
            decisions.keep(List.of(answer));
            return Future.succeededFuture(new PlaceOrderOutcome.Held(why, tomorrow, answer));
        }
        return loader.of(asked, current)
                .compose(input -> changes.check(input)
                        .compose(held -> held.isPresent()
                                ? Future.succeededFuture(hold(input, held.get().reason()))
                                : decide(input, current)));
    }

    private PlaceOrderOutcome hold(PolicyInput input, String why) {
        recorder.asked(input, why);
        Instant again = input.now().plus(LOOK_AGAIN);
        PolicyDecision answer = new PolicyDecision(
                input.promotion().campaignId(),
                ALL,
                null,
                AnswerOutcome.HELD,
                ReasonCode.CHANGED_BY_OTHERS,
                why,
                input.now(),
                again);
        decisions.keep(List.of(answer));
        return new PlaceOrderOutcome.Held(why, again, answer);
    }

    private Future<PlaceOrderOutcome> decide(PolicyInput input, SmmSettings current) {
        recorder.asked(input, null);
        Plan plan = PromotionPolicy.decide(input);
        List<OrderView> views = new ArrayList<>();
        List<String> reasons = new ArrayList<>(plan.reasons());
        Future<Void> all = Future.succeededFuture();
        for (PlannedOrder planned : plan.orders()) {
            all = all.compose(done -> write(input, planned, current)).map(outcome -> note(outcome, views, reasons));
        }
        return all.map(done -> {
            List<PolicyDecision> answers = answers(input, plan, views, reasons);
            decisions.keep(answers);
            return outcome(plan, views, reasons, principal(answers));
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

    /** What says most of a campaign: what was done, else why what is missing is not mended, else the first. */
    private static @Nullable PolicyDecision principal(List<PolicyDecision> answers) {
        return answers.stream()
                .filter(answer -> answer.outcome() != AnswerOutcome.HELD)
                .findFirst()
                .or(() -> answers.stream()
                        .filter(answer -> answer.code() != ReasonCode.ON_TARGET)
                        .findFirst())
                .or(() -> answers.stream().findFirst())
                .orElse(null);
    }

    private PlaceOrderOutcome outcome(
            Plan plan, List<OrderView> views, List<String> reasons, @Nullable PolicyDecision answer) {
        if (views.isEmpty()) {
            return new PlaceOrderOutcome.Held(String.join("; ", reasons), plan.askAgainAt(), answer);
        }
        written.accept(views.stream().map(OrderView::orderId).toList());
        return new PlaceOrderOutcome.Ordered(List.copyOf(views), plan.askAgainAt(), answer);
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
        OrderTerms terms = now.terms(planned, UUID.randomUUID().toString());
        Proposed proposed = new Proposed(terms);
        Order order = now.consent().<Order>map(proposed::approve).orElse(proposed);
        OrderEvent event = new OrderEvent(now.now(), "policy", terms.summary(), null);
        return ledger.write(order, PlacementGuard.rules(terms, current), event);
    }
}
