package dev.ratiofixer.smm.policy;

import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.CampaignOrderHistory;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Approved;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Ended;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.order.SpendGuard.Approval;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import dev.ratiofixer.stats.Quantiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the policy looks at.
 *
 * @param likeLever the service for likes, {@code null} for none
 * @param commentLever the service for comments, {@code null} for none
 * @param team who is asked when no lever helps, {@code null} for nobody
 */
public record PolicyInput(
        Instant now,
        Promotion promotion,
        Evidence evidence,
        PolicySettings settings,
        EngineLimits limits,
        @Nullable PromotionService likeLever,
        @Nullable PromotionService commentLever,
        @Nullable TeamTaskService team,
        CampaignOrderHistory history,
        AdsView ads,
        ApprovedComments prompts) {
    private static final Duration SHORTEST_LIFE = Duration.ofDays(1);

    /** With what Google Ads says. */
    public PolicyInput with(AdsView view) {
        return new PolicyInput(
                now, promotion, evidence, settings, limits, likeLever, commentLever, team, history, view, prompts);
    }

    /** With the owner's texts. */
    public PolicyInput with(ApprovedComments texts) {
        return new PolicyInput(
                now, promotion, evidence, settings, limits, likeLever, commentLever, team, history, ads, texts);
    }

    /** The currency that an order without cost is written in. */
    public String currency() {
        SpendLimits spend = promotion.limits();
        if (spend != null) {
            return spend.maxSpend().currency();
        }
        return limits.currency();
    }

    /** What the order that is made of a plan's says all its life. */
    public OrderTerms terms(PlannedOrder planned, String orderId) {
        Duration rest = settings.cooldownOf(planned.action().type());
        Duration life = rest.compareTo(SHORTEST_LIFE) > 0 ? rest : SHORTEST_LIFE;
        return new OrderTerms(
                orderId,
                decision(planned),
                promotion.campaignId(),
                promotion.video().id(),
                promotion.epoch(),
                planned.service().id(),
                planned.action(),
                planned.cost(),
                promotion.limits(),
                planned.forecast(),
                evidence,
                planned.summary(),
                now,
                now.plus(life));
    }

    /** Two who decide on the same past make the same key: the ledger keeps the first. */
    private String decision(PlannedOrder planned) {
        String last = history.orders().stream()
                .filter(order ->
                        order.terms().action().type() == planned.action().type())
                .map(Order::id)
                .findFirst()
                .orElse("none");
        return promotion.campaignId() + "/" + planned.action().type() + "/after/" + last;
    }

    /** The owner's recorded consent to what is decided now, in mode {@code auto}; empty where a person decides. */
    public Optional<Approval> consent() {
        Consent consent = promotion.consent();
        if (promotion.mode() != OrderMode.AUTO || consent == null || !consent.covers(now)) {
            return Optional.empty();
        }
        Set<OrderType> scope = Stream.concat(
                        Stream.of(OrderType.TEAM_TASK),
                        Stream.of(likeLever, commentLever)
                                .filter(Objects::nonNull)
                                .map(PromotionService::type))
                .collect(Collectors.toUnmodifiableSet());
        SpendLimits limit = promotion.limits();
        return Optional.of(new Approval.ByConsent(consent, scope, limit == null ? null : limit.maxSpend(), now));
    }

    /** Hears of all that the policy is asked. Any thread may call; it never waits and never fails its caller. */
    @FunctionalInterface
    public interface Recorder {
        /**
         * Hears of one question.
         *
         * @param held why a person has to look before the policy is asked, {@code null} where it is asked
         */
        void asked(PolicyInput input, @Nullable String held);
    }

    /** Where a counter stands. */
    public CounterAssessment standing(AssessedCounter counter) {
        return CounterAssessment.of(counter, evidence, settings);
    }

    /**
     * A campaign's orders of one type.
     *
     * @param orders newest first
     */
    public record OrderHistory(List<Order> orders, Duration cooldown) {
        public static OrderHistory of(PolicyInput now, OrderType type) {
            List<Order> orders = now.history().orders().stream()
                    .filter(order -> order.terms().action().type() == type)
                    .toList();
            return new OrderHistory(orders, now.settings().cooldownOf(type));
        }

        /** One that is decided and not yet with the provider: nothing more is decided until it is. */
        public Optional<Order> unplaced() {
            return orders.stream()
                    .filter(order -> switch (order) {
                        case Proposed p -> true;
                        case Approved a -> true;
                        case Placing p -> true;
                        case Pending p -> false;
                        case Completed c -> false;
                        case Ended e -> false;
                    })
                    .findFirst();
        }

        /** Until when the lever rests after its newest order; empty if it never did anything. */
        Optional<Instant> restsUntil() {
            return orders.stream()
                    .filter(order -> order.status() != OrderStatus.CANCELLED)
                    .findFirst()
                    .map(order -> since(order).plus(cooldown));
        }

        public Optional<Instant> resting(Instant now) {
            return restsUntil().filter(now::isBefore);
        }

        /** The trial whose budget may be in force now. */
        public Optional<Pending> trial() {
            return orders.stream()
                    .filter(order -> order instanceof Pending pending
                            && pending.endedAt() == null
                            && pending.terms().action() instanceof RunTrial)
                    .map(Pending.class::cast)
                    .findFirst();
        }

        /** What the newest trial of a counter has told. */
        public Optional<TrialResult> tried(AssessedCounter counter) {
            return orders.stream()
                    .filter(order -> order.terms().action() instanceof RunTrial trial
                            && trial.counter().equals(counter.word()))
                    .flatMap(order -> order instanceof Completed done
                            ? Stream.ofNullable(done.settlement().trial())
                            : Stream.empty())
                    .findFirst();
        }

        private static Instant since(Order order) {
            boolean tried = order.terms().action() instanceof RunTrial;
            return switch (order) {
                case Pending pending ->
                    tried && pending.endedAt() != null
                            ? pending.endedAt()
                            : pending.receipt().at();
                case Completed completed ->
                    tried ? completed.at() : completed.receipt().at();
                case Ended ended -> ended.at();
                case Proposed proposed -> proposed.terms().orderedAt();
                case Approved approved -> approved.approval().at();
                case Placing placing -> placing.approval().at();
            };
        }
    }

    /**
     * Where one counter stands against its expectation.
     *
     * @param target the expected count at the target quantile
     * @param targetRate the same for each view
     */
    public record CounterAssessment(
            AssessedCounter counter, CounterHealth health, long count, double target, double targetRate) {
        /** Hysteresis: what begins under the trigger goes on until the count is as far above the target. */
        public enum CounterHealth {
            /** Hidden, or nothing is expected of it. */
            UNKNOWN,
            /** Under the trigger quantile. */
            SHORT,
            /** Between the trigger and its mirror above. */
            FAIR,
            /** Above the trigger's mirror: p75 for a trigger of p25. */
            AMPLE
        }

        /** How many are missing to the target, 0 for none. */
        public long missing() {
            return health == CounterHealth.UNKNOWN ? 0 : Math.max(0, Math.round(target - count));
        }

        /** Reads it out of the evidence. */
        public static CounterAssessment of(AssessedCounter counter, Evidence evidence, PolicySettings settings) {
            @Nullable
            Long count = switch (counter) {
                case LIKES -> evidence.sample().counters().likes();
                case COMMENTS -> evidence.sample().counters().comments();
            };
            @Nullable
            Quantiles band = switch (counter) {
                case LIKES -> evidence.likes();
                case COMMENTS -> evidence.comments();
            };
            @Nullable Long views = evidence.sample().counters().views();
            if (count == null || band == null || views == null || views == 0) {
                return new CounterAssessment(counter, CounterHealth.UNKNOWN, 0, 0, 0);
            }
            double target = band.at(settings.target());
            CounterHealth health = count < band.at(settings.trigger())
                    ? CounterHealth.SHORT
                    : count > band.at(1 - settings.trigger()) ? CounterHealth.AMPLE : CounterHealth.FAIR;
            return new CounterAssessment(counter, health, count, target, target / views);
        }

        /** The two counters that a lever is for. */
        public enum AssessedCounter {
            LIKES,
            COMMENTS;

            /** {@code likes}, {@code comments}. */
            public String word() {
                return switch (this) {
                    case LIKES -> "likes";
                    case COMMENTS -> "comments";
                };
            }

            /** This counter of a reading, {@code null} when it was hidden. */
            @Nullable
            public Long of(CampaignReading reading) {
                return switch (this) {
                    case LIKES -> reading.likes();
                    case COMMENTS -> reading.comments();
                };
            }

            /** What was expected of it at the target quantile, {@code null} when nothing was. */
            @Nullable
            public Double target(CampaignReading reading) {
                return switch (this) {
                    case LIKES -> reading.targetLikes();
                    case COMMENTS -> reading.targetComments();
                };
            }
        }
    }
}
