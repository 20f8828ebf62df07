/**
 * The day's quota at Google: its buckets, the shared ledger ({@link QuotaLedger}, which the store implements) and one
 * node's chunks of it ({@link QuotaLease}). A day is the Pacific one, {@code time.PacificDay}. No unit is spent that
 * the ledger has not granted before.
 */
@NullMarked
package dev.ratiofixer.youtube.quota;

import org.jspecify.annotations.NullMarked;
