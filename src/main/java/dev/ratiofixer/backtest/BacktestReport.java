package dev.ratiofixer.backtest;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.OrderAction;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderAction.PostComment;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would have been ordered.
 *
 * @param from the first look, {@code null} where there is none
 * @param looks how often the policy was asked
 * @param complete whether the whole time was gone through
 * @param stopped why not, {@code null} if it was
 * @param assumptions what had to be assumed, a sentence each
 * @param orders what would have been ordered, oldest first
 * @param answers what the policy said, in runs of the same, oldest first
 * @param recorded what was really ordered in that time, oldest first
 */
public record BacktestReport(
        String campaignId,
        @Nullable Instant from,
        @Nullable Instant to,
        int looks,
        boolean complete,
        @Nullable String stopped,
        Setting setting,
        List<String> assumptions,
        List<BacktestOrder> orders,
        List<AnswerRun> answers,
        List<BacktestOrder> recorded,
        Sums sums,
        Sums recordedSums) {
    /** What the backtest ran with. */
    public record Setting(OrderMode mode, @Nullable SpendLimits limits, boolean otherPolicy) {}

    /** What an order does to its lever. */
    public enum Direction {
        RAISE,
        LOWER,
        PAUSE,
        KEEP,
        TRY,
        POST,
        ASK;

        static Direction of(OrderAction action) {
            return switch (action) {
                case SetDailyBudget set -> of(set);
                case RunTrial trial -> TRY;
                case PostComment post -> POST;
                case AskTeam ask -> ASK;
            };
        }

        private static Direction of(SetDailyBudget set) {
            if (set.keeps()) {
                return KEEP;
            }
            if (!set.after().serving()) {
                return PAUSE;
            }
            return set.after().effective().compareTo(set.before().effective()) > 0 ? RAISE : LOWER;
        }
    }

    /**
     * One order.
     *
     * @param status what became of it by the end
     * @param reserved what it holds of the limits while it is open
     * @param cost what it cost, as far as the ads report tells; {@code null} while it is open
     * @param assumed whether its cost is worked out of the hours of another budget
     * @param sameAs the order that was really made then, {@code null} for none
     */
    public record BacktestOrder(
            Instant at,
            OrderType orderType,
            String serviceId,
            Direction direction,
            OrderStatus status,
            Money reserved,
            @Nullable Money cost,
            boolean assumed,
            long forecastLikes,
            long forecastComments,
            String summary,
            @Nullable String sameAs) {
        static BacktestOrder of(Order order, boolean assumed, @Nullable String sameAs) {
            return new BacktestOrder(
                    order.terms().orderedAt(),
                    order.terms().action().type(),
                    order.terms().serviceId(),
                    Direction.of(order.terms().action()),
                    order.status(),
                    order.terms().cost(),
                    order instanceof Order.Completed done ? done.settlement().spent() : null,
                    assumed,
                    order.terms().forecast().likes(),
                    order.terms().forecast().comments(),
                    order.terms().summary(),
                    sameAs);
        }
    }

    /** What was said of a counter, as long as it was the same. */
    public record AnswerRun(
            Instant at,
            Instant lastAt,
            int times,
            String counter,
            AnswerOutcome outcome,
            ReasonCode reasonCode,
            String reason,
            String detail) {}

    /**
     * Orders in sum.
     *
     * @param cost what those that are over cost and those that are open may cost
     */
    public record Sums(
            int budgets, int comments, int tasks, @Nullable Money cost) {
        static Sums of(List<BacktestOrder> orders) {
            return new Sums(
                    count(orders, OrderType.AD_BUDGET),
                    count(orders, OrderType.OWNER_COMMENT),
                    count(orders, OrderType.TEAM_TASK),
                    orders.stream()
                            .filter(order -> switch (order.status()) {
                                case PROPOSED, APPROVED, PLACING, PENDING, COMPLETED ->
                                    order.reserved().isPositive();
                                case REJECTED, FAILED, CANCELLED, EXPIRED -> false;
                            })
                            .map(order -> order.cost() == null ? order.reserved() : order.cost())
                            .reduce(Money::plus)
                            .orElse(null));
        }

        private static int count(List<BacktestOrder> orders, OrderType type) {
            return (int)
                    orders.stream().filter(order -> order.orderType() == type).count();
        }
    }
}
