package dev.ratiofixer.smm.policy;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderTerms.Forecast;
import dev.ratiofixer.smm.policy.Plan.PlannedOrder;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.PolicyInput.OrderHistory;
import java.time.Instant;
import java.util.Optional;

/** Asking people: by itself a lever, and what is left when the others cannot help. One open task a campaign. */
final class TaskLever {
    private TaskLever() {}

    static LeverDecision choose(PolicyInput now, TeamTaskService team, CounterAssessment standing) {
        if (standing.health() != CounterAssessment.CounterHealth.SHORT) {
            return new LeverDecision.Hold(
                    ReasonCode.ON_TARGET,
                    "the %s do not fall short".formatted(standing.counter().word()));
        }
        return ask(now, team, "Bring the video to people who care: a newsletter, a community post, the press.");
    }

    /** Asks the configured team; holds if there is none or it is asked already. */
    static LeverDecision ask(PolicyInput now, String what) {
        TeamTaskService team = now.team();
        return team == null
                ? new LeverDecision.Hold(ReasonCode.NO_TEAM, what + " (No team is set up to send this to.)")
                : ask(now, team, what);
    }

    private static LeverDecision ask(PolicyInput now, TeamTaskService team, String what) {
        OrderHistory history = OrderHistory.of(now, OrderType.TEAM_TASK);
        Optional<Order> open = history.unplaced()
                .or(() -> history.orders().stream()
                        .filter(Pending.class::isInstance)
                        .findFirst());
        if (open.isPresent()) {
            return new LeverDecision.Hold(
                    ReasonCode.PEOPLE_ASKED, "people were asked already and have not answered yet: " + what);
        }
        Optional<Instant> until = history.resting(now.now());
        if (until.isPresent()) {
            return new LeverDecision.Hold(
                    ReasonCode.PEOPLE_ASKED, "people were asked lately, again not before " + until.get() + ": " + what);
        }
        long likes = now.standing(AssessedCounter.LIKES).missing();
        long comments = now.standing(AssessedCounter.COMMENTS).missing();
        AskTeam action = new AskTeam(
                now.promotion().video().id(), now.promotion().video().title(), what, likes, comments);
        return new LeverDecision.Place(new PlannedOrder(
                team, action, Money.zero(now.currency()), Forecast.NOTHING, "Ask " + team.name() + ": " + what));
    }
}
