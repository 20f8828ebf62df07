package dev.ratiofixer.app;

import dev.ratiofixer.google.youtube.OwnerCommentClient.QuotaGate;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.youtube.quota.QuotaBucket;
import dev.ratiofixer.youtube.quota.QuotaLedger;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;

/** Lets the owner's comments take their units from the ledger that polling takes its from. */
final class CommentQuotaGate implements QuotaGate {
    private final QuotaLedger ledger;
    private final CurrentConfiguration live;
    private final InstantSource clock;

    CommentQuotaGate(QuotaLedger ledger, CurrentConfiguration live, InstantSource clock) {
        this.ledger = ledger;
        this.live = live;
        this.clock = clock;
    }

    @Override
    public Future<Void> take(int units) {
        PacificDay day = PacificDay.of(clock.instant());
        int limit = live.get().youtube().reserveUnits();
        return ledger.reserve(day, QuotaBucket.COMMENTS, units, limit)
                .compose(grant -> grant.granted() == units
                        ? Future.succeededFuture()
                        : ledger.giveBack(day, QuotaBucket.COMMENTS, grant.granted())
                                .compose(back -> Future.failedFuture(usedUp(day))));
    }

    private ProviderException usedUp(PacificDay day) {
        return new ProviderException(new ProviderFailure.QuotaExhausted(
                "the units of the day that youtube.reserve_units keeps for comments are used up",
                Duration.between(clock.instant(), day.end())));
    }
}
