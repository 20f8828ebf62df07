package dev.ratiofixer.youtube;

import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import dev.ratiofixer.youtube.quota.QuotaLedger.QuotaBucket;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A ledger that outlives the verticles of a test. */
final class MemoryLedger implements QuotaLedger {
    private record Key(PacificDay day, QuotaBucket bucket) {}

    private final Map<Key, Integer> used = new HashMap<>();
    private final Set<Key> closed = new HashSet<>();
    private boolean down;

    /** From now on it cannot be asked, or can again. */
    synchronized void down(boolean now) {
        down = now;
    }

    synchronized int used(PacificDay day, QuotaBucket bucket) {
        return used.getOrDefault(new Key(day, bucket), 0);
    }

    /** Units of a day, over all buckets. */
    synchronized int used(PacificDay day) {
        return used.entrySet().stream()
                .filter(entry -> entry.getKey().day().equals(day))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Override
    public synchronized Future<Grant> reserve(PacificDay day, QuotaBucket bucket, int wanted, int limit) {
        if (down) {
            return Future.failedFuture("down");
        }
        Key key = new Key(day, bucket);
        int before = used.getOrDefault(key, 0);
        int granted = closed.contains(key) ? 0 : Math.clamp(limit - before, 0, wanted);
        used.put(key, before + granted);
        return Future.succeededFuture(new Grant(
                granted, closed.contains(key) ? 0 : Math.max(0, limit - before - granted), closed.contains(key)));
    }

    @Override
    public synchronized Future<Void> giveBack(PacificDay day, QuotaBucket bucket, int units) {
        used.merge(new Key(day, bucket), -units, Integer::sum);
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> reopen(PacificDay day, QuotaBucket bucket) {
        closed.remove(new Key(day, bucket));
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> exhaust(PacificDay day, QuotaBucket bucket) {
        closed.add(new Key(day, bucket));
        return Future.succeededFuture();
    }
}
