package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what trials have told, look by look, for people. Their blocks and coins are written with the order itself, in
 * its transaction.
 */
public interface TrialLog {
    /** Keeps nothing. */
    TrialLog NONE = (orderId, at, result) -> Future.succeededFuture();

    /** Keeps what a trial tells after so many blocks; the newest look at a number of blocks stays. */
    Future<Void> keep(String orderId, Instant at, TrialResult result);

    /** Reads trials for people. */
    @FunctionalInterface
    interface Reader {
        /** The trials of a campaign, newest first. */
        Future<List<TrialRecord>> of(String campaignId);
    }

    /**
     * A trial as people see it.
     *
     * @param counter {@code likes} or {@code comments}
     * @param endedAt when its last budget was given back, {@code null} while it runs or before it began
     * @param detail the newest line of its history
     * @param looks oldest first
     */
    record TrialRecord(
            String orderId,
            OrderStatus status,
            String counter,
            Money own,
            Money step,
            long seed,
            Money reserved,
            @Nullable Money spent,
            Instant orderedAt,
            @Nullable Instant endedAt,
            String detail,
            List<Block> blocks,
            List<Look> looks) {
        /**
         * One of its blocks.
         *
         * @param from {@code null} before the trial is placed, likewise {@code to}
         */
        public record Block(
                int number,
                boolean raised,
                @Nullable Instant from,
                @Nullable Instant to) {}

        /** What it told at a time. */
        public record Look(Instant at, TrialResult result) {}
    }
}
