package dev.ratiofixer.smm.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderAction.Unreturned;
import dev.ratiofixer.smm.order.SpendGuard.Approval;
import dev.ratiofixer.video.CommentVisibility;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order in one state of its life. A transition is a method of the states that it is legal from, so an illegal one
 * does not compile.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Order.Proposed.class, name = "proposed"),
    @JsonSubTypes.Type(value = Order.Approved.class, name = "approved"),
    @JsonSubTypes.Type(value = Order.Placing.class, name = "placing"),
    @JsonSubTypes.Type(value = Order.Pending.class, name = "pending"),
    @JsonSubTypes.Type(value = Order.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = Order.Ended.class, name = "ended")
})
public sealed interface Order {
    OrderTerms terms();

    OrderStatus status();

    /** What it keeps reserved of the limits: its cost; a completed order keeps what it spent. */
    default Money held() {
        return terms().cost();
    }

    /** When it needs to be looked at next; empty for never again. */
    Optional<Instant> due();

    default String id() {
        return terms().orderId();
    }

    /** Returns who allowed it, {@code null} while nobody has. */
    default @Nullable Approval approval() {
        return null;
    }

    /** The order as others see it. */
    default OrderView view() {
        Approval approval = approval();
        return new OrderView(
                terms().orderId(),
                terms().campaignId(),
                terms().action().type(),
                terms().serviceId(),
                status(),
                terms().action().quantity(),
                this instanceof Ended ? terms().cost() : held(),
                terms().forecast().likes(),
                terms().forecast().comments(),
                terms().orderedAt(),
                completedAt(this),
                terms().summary(),
                approval == null ? null : approval.by(),
                problemOf(this),
                visibilityOf(this));
    }

    /** Returns whether anybody can see what it posted, {@code null} if it posted nothing or that is not known. */
    static @Nullable CommentVisibility visibilityOf(Order order) {
        return order instanceof Pending pending
                ? pending.receipt().visibility()
                : order instanceof Completed completed ? completed.receipt().visibility() : null;
    }

    /** Returns when it came to its end, {@code null} while it is open. */
    static @Nullable Instant completedAt(Order order) {
        return order instanceof Closed closed ? closed.at() : null;
    }

    /** Returns why it failed, is held up or is seen by nobody, {@code null} for none. */
    static @Nullable String problemOf(Order order) {
        CommentVisibility visibility = visibilityOf(order);
        return switch (order) {
            case Placing placing ->
                placing.attempt().problem().isEmpty() ? null : placing.attempt().problem();
            case Ended ended -> ended.reason();
            case Proposed open -> null;
            case Approved open -> null;
            case Pending pending -> visibility == null ? pending.heldUp() : visibility.problem();
            case Completed done -> visibility == null ? null : visibility.problem();
        };
    }

    /** Waits for a person. Its cost is reserved already. */
    record Proposed(OrderTerms terms) implements Order {
        /** A person or a consent allows it. */
        public Approved approve(Approval approval) {
            return new Approved(terms, approval);
        }

        /** A person refuses it. */
        public Ended reject(String actor, String note, Instant at) {
            return new Ended(
                    terms,
                    OrderStatus.REJECTED,
                    null,
                    "rejected by " + actor + (note.isEmpty() ? "" : ": " + note),
                    at);
        }

        /** It is not wanted any more. */
        public Ended cancel(String reason, Instant at) {
            return new Ended(terms, OrderStatus.CANCELLED, null, reason, at);
        }

        /** Nobody decided in time. */
        public Ended expire(Instant at) {
            return new Ended(terms, OrderStatus.EXPIRED, null, "nobody decided in time", at);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.PROPOSED;
        }

        @Override
        public Optional<Instant> due() {
            return Optional.of(terms.expiresAt());
        }
    }

    /** Allowed and not begun: the provider cannot have it. */
    record Approved(OrderTerms terms, Approval approval) implements Order {
        /** Placing begins; from now on the provider may have it. */
        public Placing begin(Instant at) {
            return new Placing(terms, approval, Attempt.first(at));
        }

        /** It is not wanted, or not allowed, any more. */
        public Ended cancel(String reason, Instant at) {
            return new Ended(terms, OrderStatus.CANCELLED, approval, reason, at);
        }

        /** It could not be begun in time. */
        public Ended expire(Instant at) {
            return new Ended(terms, OrderStatus.EXPIRED, approval, "it could not be placed in time", at);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.APPROVED;
        }

        @Override
        public Optional<Instant> due() {
            return Optional.of(approval.at());
        }
    }

    /** The provider may or may not have it: whoever goes on reads back first. */
    record Placing(OrderTerms terms, Approval approval, Attempt attempt) implements Order {
        /** Another attempt later, after one that certainly did nothing. */
        public Placing again(String problem, Instant next) {
            return with(attempt.then(0, next, problem, true));
        }

        /** The provider is read back later, after an attempt of which nobody knows what it did. */
        public Placing doubt(String problem, Instant next) {
            return with(attempt.then(1, next, problem, false));
        }

        /** Read back and not found: look once more before it is placed again. */
        public Placing notFound(Instant next) {
            return with(attempt.then(attempt.unsure() + 1, next, attempt.problem(), false));
        }

        /** The provider certainly does not have it: this attempt is made now. */
        public Placing retry(String why, Instant now) {
            return with(attempt.anew(now, why));
        }

        /** The provider has it. */
        public Pending placed(ProviderReceipt receipt, Duration effect) {
            return new Pending(terms, approval, receipt, receipt.at().plus(effect), null, null, null);
        }

        /** The provider certainly does not have it and will not get it. */
        public Ended fail(String problem, Instant at) {
            return new Ended(terms, OrderStatus.FAILED, approval, problem, at);
        }

        private Placing with(Attempt next) {
            return new Placing(terms, approval, next);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.PLACING;
        }

        @Override
        public Optional<Instant> due() {
            return Optional.of(attempt.next());
        }
    }

    /**
     * How far placing has come.
     *
     * @param number which attempt this is, from 1
     * @param unsure how many times in a row the provider was read back after a doubtful outcome without finding the
     *     order
     * @param next when to go on
     * @param problem why there is a next attempt, empty for the first
     * @param waiting whether this attempt has certainly not been made yet; else the provider may have the order
     * @param since from when on the provider may have the order, {@code null} while it certainly does not
     */
    record Attempt(
            int number,
            int unsure,
            Instant next,
            String problem,
            boolean waiting,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant since) {
        static Attempt first(Instant now) {
            return new Attempt(1, 0, now, "", false, now);
        }

        /** Whether who wrote it down makes it in this very moment. */
        public boolean beingMade() {
            return !waiting && unsure == 0;
        }

        Attempt then(int looksInVain, Instant when, String why, boolean certain) {
            return new Attempt(number + 1, looksInVain, when, why, certain, certain ? null : since);
        }

        Attempt anew(Instant now, String why) {
            return new Attempt(number + 1, 0, now, why, false, now);
        }
    }

    /**
     * The provider has it, and its effect is awaited.
     *
     * @param until the end of its term or of its effect, or when to try again to end it
     * @param endedAt since when it works no more and only awaits settlement
     * @param unreturned why its budget is not back although its term is over, {@code null} if that never happened
     * @param lookAt when to look whether anybody can see it, {@code null} for not before {@code until}
     */
    record Pending(
            OrderTerms terms,
            Approval approval,
            ProviderReceipt receipt,
            Instant until,
            @Nullable Instant endedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Unreturned unreturned,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant lookAt)
            implements Order {
        /** It works no more (its term is over, or the next order took its place); it is settled at {@code settleAt}. */
        public Pending end(Instant at, Instant settleAt) {
            return new Pending(terms, approval, receipt, settleAt, at, unreturned, null);
        }

        /** The end of its term could not be carried out or settled: try again. */
        public Pending later(Instant next) {
            return new Pending(terms, approval, receipt, next, endedAt, unreturned, null);
        }

        /** The same while one of its blocks is raised: what may be placed is asked of it as of any order. */
        public Placing raising(Instant now) {
            return new Placing(terms, approval, Attempt.first(now));
        }

        /** It is so, as far as is known, and is looked at then unless its effect is over before. */
        public Pending seen(@Nullable CommentVisibility visibility, Instant next) {
            Instant look = next.isBefore(until) ? next : null;
            return new Pending(terms, approval, receipt.seen(visibility), until, endedAt, unreturned, look);
        }

        /**
         * Its budget could not be set back: it is tried again, and what it costs until then is held.
         *
         * @param refused whether the provider said no
         */
        public Pending notReturned(SetDailyBudget budget, boolean refused, String problem, Instant now) {
            int attempts = unreturned == null ? 1 : unreturned.attempts() + 1;
            Instant next = now.plus(Unreturned.pause(attempts));
            Money above = SetDailyBudget.exposure(budget.after().daily(), budget.baseline(), Duration.ofDays(1));
            Instant paidUntil = receipt.at().plus(budget.term());
            // A trial's block may be over long before the trial.
            Instant since = until.isAfter(now) ? (paidUntil.isBefore(now) ? paidUntil : now) : until;
            Unreturned late = Unreturned.after(unreturned, since, refused, problem, above, paidUntil, next);
            return new Pending(terms, approval, receipt, next, null, late, null);
        }

        /** Why its budget is not back although it should be; {@code null} if it need not be, or is. */
        public @Nullable String heldUp() {
            return unreturned == null || endedAt != null ? null : unreturned.problem();
        }

        /** Whether its budget is not back and people were told so. */
        public boolean overdue() {
            return unreturned != null && endedAt == null && unreturned.alarming();
        }

        /** What it cost and brought is known. */
        public Completed complete(Settlement settlement, Instant at) {
            return new Completed(terms, approval, receipt, settlement, at);
        }

        /** A task that nobody did. */
        public Ended expire(String reason, Instant at) {
            return new Ended(terms, OrderStatus.EXPIRED, approval, reason, at);
        }

        @Override
        public OrderStatus status() {
            return OrderStatus.PENDING;
        }

        @Override
        public Money held() {
            Money reserved = terms.cost();
            return unreturned == null ? reserved : reserved.plus(unreturned.extra(reserved.currency()));
        }

        @Override
        public Optional<Instant> due() {
            return Optional.of(lookAt == null ? until : lookAt);
        }
    }

    /** Open no more: nothing becomes of it. */
    sealed interface Closed extends Order {
        Instant at();

        @Override
        default Optional<Instant> due() {
            return Optional.empty();
        }
    }

    /** Done and settled. */
    record Completed(OrderTerms terms, Approval approval, ProviderReceipt receipt, Settlement settlement, Instant at)
            implements Closed {
        @Override
        public OrderStatus status() {
            return OrderStatus.COMPLETED;
        }

        @Override
        public Money held() {
            return settlement.spent();
        }
    }

    /**
     * Over without an effect: {@code rejected}, {@code failed}, {@code cancelled} or {@code expired}. Its reservation
     * is free again.
     */
    record Ended(
            OrderTerms terms, OrderStatus status, @Nullable Approval approval, String reason, Instant at)
            implements Closed {
        @Override
        public Money held() {
            return Money.zero(terms.cost().currency());
        }
    }

    /**
     * One line of an order's history; appended with each change and never altered.
     *
     * @param actor who did it: a key's name, {@code policy}, {@code engine}
     * @param detail one sentence for people
     * @param requestId the provider's id of the request that it is about
     */
    record OrderEvent(
            Instant at,
            String actor,
            String detail,
            @Nullable String requestId) {
        public static OrderEvent engine(Instant at, String detail) {
            return new OrderEvent(at, "engine", detail, null);
        }
    }
}
