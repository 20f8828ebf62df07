package dev.ratiofixer.smm.execution;

import dev.ratiofixer.smm.api.AdNetworks;
import dev.ratiofixer.smm.api.AdNetworks.NetworkReport;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.PolicyDecision;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrder;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.execution.OrderProcessor.SettlementService;
import dev.ratiofixer.smm.execution.PlacementService.PlacementGuard;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.DecisionLog;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.smm.policy.Plan;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyInput;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.PolicyInput.OrderHistory;
import dev.ratiofixer.smm.policy.PromotionPolicy;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import dev.ratiofixer.stats.Quantiles;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
                                ? ended(input, Optional.of(held.get().reason()))
                                        .map(done -> hold(input, held.get().reason()))
                                : ended(input, PromotionPolicy.endsTrial(input))
                                        .compose(done -> decide(input, current))));
    }

    /** Ends a running trial at once where there is a reason to. */
    private Future<?> ended(PolicyInput input, Optional<String> why) {
        Optional<Pending> trial = why.flatMap(
                reason -> OrderHistory.of(input, OrderType.AD_BUDGET).trial());
        if (trial.isEmpty()) {
            return Future.succeededFuture();
        }
        Instant now = input.now();
        String id = trial.get().id();
        return ledger.change(
                        id,
                        (current, at) -> current instanceof Pending open
                                        && open.endedAt() == null
                                        && open.until().isAfter(now)
                                ? SettlementService.endsTrial(open, why.orElseThrow(), now)
                                : new NextStep.NoChange("it ends already"))
                .onSuccess(done -> written.accept(List.of(id)));
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
                reasons.add("that was decided already (order " + known.order().id() + ")");
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

    /** Gathers all that the policy looks at, and asks providers only for what the decision needs. */
    static final class PolicyInputLoader {
        /** As far as readings are kept: paid views that are not asked for would be taken for organic ones. */
        private static final Duration LOOK_BACK = Duration.ofDays(60);

        private static final Logger LOG = LoggerFactory.getLogger(PolicyInputLoader.class);

        private final OrderLedger ledger;
        private final OrderExecutors executors;
        private final AdNetworks networks;
        private final OwnerDayReader owner;
        private final InstantSource clock;

        PolicyInputLoader(
                OrderLedger ledger,
                OrderExecutors executors,
                AdNetworks networks,
                OwnerDayReader owner,
                InstantSource clock) {
            this.networks = networks;
            this.owner = owner;
            this.ledger = ledger;
            this.executors = executors;
            this.clock = clock;
        }

        Future<PolicyInput> of(PlaceOrder asked, SmmSettings settings) {
            Promotion promotion = asked.promotion();
            Future<Void> kept = reading(asked.evidence(), settings.policy())
                    .map(reading -> ledger.remember(promotion.campaignId(), reading))
                    .orElse(Future.succeededFuture());
            return kept.compose(done -> ledger.history(
                            promotion.campaignId(), promotion.video().id(), clock.instant()))
                    .map(history -> first(asked, settings, history))
                    .compose(this::withAds)
                    .compose(this::withPrompts);
        }

        private PolicyInput first(PlaceOrder asked, SmmSettings settings, CampaignOrderHistory history) {
            return new PolicyInput(
                    clock.instant(),
                    asked.promotion(),
                    asked.evidence(),
                    settings.policy(),
                    settings.limits(),
                    lever(settings, asked.promotion().likeServer()),
                    lever(settings, asked.promotion().commentServer()),
                    settings.team().orElse(null),
                    history,
                    new AdsView.NotNeeded(),
                    new ApprovedComments.NotNeeded());
        }

        private static @Nullable PromotionService lever(SmmSettings settings, @Nullable String id) {
            return id == null ? null : settings.service(id).orElse(null);
        }

        private Future<PolicyInput> withAds(PolicyInput now) {
            Optional<AdBudgetService> service = PromotionPolicy.needsAds(now);
            if (service.isEmpty()) {
                return Future.succeededFuture(now);
            }
            Instant earliest = now.now().minus(LOOK_BACK);
            Instant from = now.promotion().startedAt().isAfter(earliest)
                    ? now.promotion().startedAt()
                    : earliest;
            return executors
                    .budgets()
                    .preflights()
                    .view(service.get(), from, now.now())
                    .compose(view -> owner.added(view, now.promotion().video()))
                    .map(view -> {
                        keepNetworks(now, view, from);
                        return now.with(view);
                    });
        }

        /** For people; nothing waits for it. */
        private void keepNetworks(PolicyInput now, AdsView view, Instant from) {
            if (view instanceof AdsView.Known known && !known.facts().hours().isEmpty()) {
                String campaign = now.promotion().campaignId();
                networks.keep(
                                campaign,
                                new NetworkReport(
                                        from,
                                        now.now(),
                                        known.facts().budget().daily().currency(),
                                        known.facts().networks().named()))
                        .onFailure(cause -> LOG.warn(
                                "campaign={} where its ads were shown cannot be kept: {}", campaign, cause.toString()));
            }
        }

        private Future<PolicyInput> withPrompts(PolicyInput now) {
            if (!PromotionPolicy.needsPrompts(now)) {
                return Future.succeededFuture(now);
            }
            return executors
                    .comments()
                    .texts(
                            now.promotion().video().channelId(),
                            now.promotion().commentsSheetUrl(),
                            now.promotion().sheetTier())
                    .map(now::with);
        }

        /** What is kept of a campaign's evidence; nothing when the views are missing. */
        private static Optional<CampaignReading> reading(Evidence evidence, PolicySettings settings) {
            Long views = evidence.sample().counters().views();
            if (views == null) {
                return Optional.empty();
            }
            return Optional.of(new CampaignReading(
                    evidence.sample().at(),
                    views,
                    evidence.sample().counters().likes(),
                    evidence.sample().counters().comments(),
                    target(evidence.likes(), settings),
                    target(evidence.comments(), settings),
                    evidence.sample().countingRegime()));
        }

        private static @Nullable Double target(@Nullable Quantiles band, PolicySettings settings) {
            return band == null ? null : band.at(settings.target());
        }
    }
}
