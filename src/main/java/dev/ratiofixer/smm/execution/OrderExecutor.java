package dev.ratiofixer.smm.execution;

import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.execution.OrderProcessor.SettlementService;
import dev.ratiofixer.smm.order.Order.Attempt;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.OrderAction;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.Settlement;
import dev.ratiofixer.video.CommentVisibility;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one lever does at its provider, for each step of an order's life. It writes nothing: what it finds out is
 * written by {@link PlacementService} and {@link SettlementService}. Called on the SMM verticle's context. One
 * implementation a type of order; {@link OrderExecutors} picks it.
 *
 * @param <A> what its orders do
 */
public interface OrderExecutor<A extends OrderAction> {
    /** The type of order that it carries out. */
    OrderType type();

    /** Checks, before a campaign starts, whether the provider would let it act. Changes nothing and never fails. */
    Future<Prerequisite> preflight();

    /** Says what is known of its provider; asks nobody. */
    List<ServicePart> health();

    /**
     * Places an order; the request that changes something leaves only when the gate opens. A failed call is an outcome
     * ({@link Placement#failed}), no failed future.
     */
    Future<Placement> place(Placing order, A action, FencingCheck gate);

    /**
     * Looks whether an attempt of unknown outcome has placed it. {@code NotFound} where the provider cannot be asked
     * and drops repeats by itself.
     */
    Future<Placement> readBack(Placing order, A action);

    /** Whether the provider can be asked if an attempt has come. */
    boolean readable();

    /** Whether a look in vain, after this attempt, proves that the order is not there. */
    boolean provenAbsent(Attempt attempt);

    /** How long a placed order works. */
    Duration effect(A action);

    /** How long after it was placed to look at it for the first time, before its effect is over; empty for never. */
    Optional<Duration> firstLook();

    /**
     * What becomes of the earlier orders of its service when an order is placed; empty if they go on.
     *
     * @param placed when
     */
    Optional<Step> endsEarlier(Instant placed);

    /**
     * Says what becomes of an order that has to be looked at or whose term or effect is over, after giving back at the
     * provider what has to go back.
     *
     * @param gate as for {@link #place}
     */
    Future<Step> settle(Pending order, A action, FencingCheck gate);

    /** What becomes of a pending order. */
    sealed interface Step {
        /**
         * It works no more and awaits settlement.
         *
         * @param at since when
         * @param settleAt when what it cost will be known
         */
        record End(
                Instant at,
                Instant settleAt,
                String why,
                @Nullable String requestId) implements Step {}

        /** It cannot be ended or settled now: try again. */
        record Postpone(String why) implements Step {}

        /**
         * It was looked at while it works.
         *
         * @param next when to look again
         */
        record Seen(CommentVisibility visibility, Instant next, String event) implements Step {}

        /**
         * Its trial goes on.
         *
         * @param next when to look again
         * @param event the line of its history
         */
        record GoOn(Instant next, String event) implements Step {}

        /** It could not be looked at: try again. */
        record LookAgain(Instant next, String why) implements Step {}

        /**
         * Its budget should be back and is not: it is tried again with growing pauses, for ever.
         *
         * @param refused whether the provider said no; else it was away, or did not say
         * @param problem one sentence for people
         */
        record NotReturned(
                SetDailyBudget budget,
                boolean refused,
                String problem,
                @Nullable String requestId) implements Step {}

        /** What it cost and brought is known. */
        record Complete(Settlement settlement) implements Step {}

        /** It came to nothing. {@code event} is the line of its history. */
        record Expire(String reason, String event) implements Step {}
    }
}
