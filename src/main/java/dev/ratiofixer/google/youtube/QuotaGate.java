package dev.ratiofixer.google.youtube;

import io.vertx.core.Future;

/** The day's quota units of the YouTube Data API, which the owner's comments share with everything else. */
@FunctionalInterface
public interface QuotaGate {
    /** Nothing is counted: where no ledger of units is kept. */
    QuotaGate OPEN = units -> Future.succeededFuture();

    /** Takes units before they are spent; fails with {@code Throttled} when the day has no more. */
    Future<Void> take(int units);
}
