package dev.ratiofixer.smm.simulation;

import dev.ratiofixer.money.Money;
import java.time.Instant;
import java.util.List;

/**
 * What became of a simulated campaign.
 *
 * @param moves every change of the daily budget that was ordered
 * @param missing the shortfall of likes at each look, over the target; 0 when likes are not under the trigger
 * @param budget the daily budget at each look, over the owner's own
 * @param flags bursts that were flagged, all of them wrongly: none is put in
 * @param spent above the owner's own budget, settled
 */
record SimulationOutcome(
        Scenario scenario,
        List<Move> moves,
        List<Double> missing,
        List<Double> budget,
        Money spent,
        int tasks,
        int flags,
        int refused) {
    /**
     * A change of the daily budget.
     *
     * @param right whether it is a raise where more paid views help, or a lowering where they do not
     */
    record Move(Instant at, boolean raise, boolean right, String summary) {}

    /** The mean over time of what was missing. */
    double shortfall() {
        return missing.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** What was spent as a share of the limit. */
    double spentShare() {
        return (double) spent.micros() / scenario.limits().maxSpend().micros();
    }
}
