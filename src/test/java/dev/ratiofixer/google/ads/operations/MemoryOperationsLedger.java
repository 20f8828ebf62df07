package dev.ratiofixer.google.ads.operations;

import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationPurpose;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ledger's rules in memory. */
final class MemoryOperationsLedger implements OperationsLedger {
    private record Row(OperationPurpose purpose, Instant countsUntil, int operations) {}

    private final List<Row> rows = new ArrayList<>();
    int asked;
    boolean away;

    @Override
    public Future<Grant> reserve(OperationPurpose purpose, int wanted, int ceiling, Instant now, Instant countsUntil) {
        asked++;
        if (away) {
            return Future.failedFuture("away");
        }
        rows.removeIf(row -> !row.countsUntil().isAfter(now));
        Used used = used();
        int granted = Math.max(0, Math.min(wanted, ceiling - used.all()));
        Instant free = nextFree();
        if (granted > 0) {
            rows.add(new Row(purpose, countsUntil, granted));
        }
        return Future.succeededFuture(new Grant(granted, used.plus(purpose, granted), free));
    }

    @Override
    public Future<Void> giveBack(OperationPurpose purpose, int operations, Instant countsUntil) {
        rows.add(new Row(purpose, countsUntil, -operations));
        return Future.succeededFuture();
    }

    Used used() {
        Map<OperationPurpose, Integer> used = new EnumMap<>(OperationPurpose.class);
        rows.forEach(row -> used.merge(row.purpose(), row.operations(), Integer::sum));
        return new Used(used);
    }

    private @Nullable Instant nextFree() {
        return rows.stream().map(Row::countsUntil).min(Instant::compareTo).orElse(null);
    }
}
