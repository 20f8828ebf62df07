package dev.ratiofixer.youtube;

import dev.ratiofixer.youtube.quota.PacificDay;
import dev.ratiofixer.youtube.quota.QuotaBucket;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import io.vertx.core.Future;

/** Makes simulated time wait for every answer of the ledger. */
record TrackedLedger(QuotaLedger ledger, SimulatedTime time) implements QuotaLedger {
    @Override
    public Future<Grant> reserve(PacificDay day, QuotaBucket bucket, int wanted, int limit) {
        return time.track(ledger.reserve(day, bucket, wanted, limit));
    }

    @Override
    public Future<Void> giveBack(PacificDay day, QuotaBucket bucket, int units) {
        return time.track(ledger.giveBack(day, bucket, units));
    }

    @Override
    public Future<Void> exhaust(PacificDay day, QuotaBucket bucket) {
        return time.track(ledger.exhaust(day, bucket));
    }
}
