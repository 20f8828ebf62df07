package dev.ratiofixer.smm.policy;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.PolicyDecision.AnswerOutcome;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.order.OrderAction;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to order now.
 *
 * @param reasons why levers are held, a sentence each; never empty when there are no orders
 * @param answers what is said for each counter; kept and shown
 * @param askAgainAt when the next decision can come out differently
 */
public record Plan(List<PlannedOrder> orders, List<String> reasons, Instant askAgainAt, List<CounterAnswer> answers) {
    /**
     * What the policy says for one counter.
     *
     * @param counter {@code null} where it is said for the whole campaign
     * @param detail the reason with its figures
     */
    public record CounterAnswer(
            @Nullable AssessedCounter counter, AnswerOutcome outcome, ReasonCode code, String detail) {}

    /**
     * An order that the policy finds right.
     *
     * @param summary one sentence for people: what and why
     */
    public record PlannedOrder(
            PromotionService service, OrderAction action, Money cost, Forecast forecast, String summary) {}
}
