package dev.ratiofixer.smm.api;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** Where holds are kept, for all nodes. Futures complete on the caller's context. */
public interface SpendingHolds {
    /** Finds the newest hold of a campaign, released or not. */
    Future<Optional<SpendingHold>> newest(String campaignId);

    /** Keeps a hold, or who was named since; of one order and one budget there is one. */
    Future<Void> keep(SpendingHold hold);

    /** Releases what holds a campaign; what holds nothing stays as it is. */
    Future<Void> release(String campaignId, String by, String note, Instant at);
}
