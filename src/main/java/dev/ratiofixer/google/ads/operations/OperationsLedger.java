package dev.ratiofixer.google.ads.operations;

import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationPurpose;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may use how many of the operations of a rolling 24 hours, shared by all nodes and safe against their death: what
 * it granted counts as used, whether or not it was. Every implementation is atomic; futures complete on the caller's
 * context and fail when the ledger cannot be asked, and then nothing may be used.
 *
 * <p>Source: Google Ads API, "Access levels and permissible use": a day is the last 24 hours.
 */
public interface OperationsLedger {
    /** How long an operation counts after it was used. */
    Duration WINDOW = Duration.ofHours(24);

    /**
     * Grants up to {@code wanted} operations, as far as all that count together do not pass {@code ceiling}.
     *
     * @param countsUntil when they stop to count: {@link #WINDOW} after the last moment at which they may be used
     */
    Future<Grant> reserve(OperationPurpose purpose, int wanted, int ceiling, Instant now, Instant countsUntil);

    /** Takes back operations that were granted and not used; {@code countsUntil} is the grant's. */
    Future<Void> giveBack(OperationPurpose purpose, int operations, Instant countsUntil);

    /**
     * The ledger's answer.
     *
     * @param granted 0 to what was wanted
     * @param used what counts now, this grant included
     * @param nextFree when the oldest that counts stops to count, {@code null} while nothing counts
     */
    record Grant(int granted, Used used, @Nullable Instant nextFree) {}

    /** What counts in the last 24 hours, by purpose. */
    record Used(Map<OperationPurpose, Integer> byPurpose) {
        /** Nothing. */
        public static final Used NONE = new Used(Map.of());

        public Used {
            byPurpose = Map.copyOf(byPurpose);
        }

        public int of(OperationPurpose purpose) {
            return byPurpose.getOrDefault(purpose, 0);
        }

        /** Returns the sum. */
        public int all() {
            return byPurpose.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** Returns it with so many more of one purpose. */
        public Used plus(OperationPurpose purpose, int operations) {
            Map<OperationPurpose, Integer> more = new EnumMap<>(OperationPurpose.class);
            more.putAll(byPurpose);
            more.merge(purpose, operations, Integer::sum);
            return new Used(more);
        }
    }
}
