/**
 * The day's quota at Google: its day ({@link PacificDay}), its buckets, the shared ledger ({@link QuotaLedger}, which
 * the store implements) and one node's chunks of it. No unit is spent that the ledger has not granted before.
 */
@NullMarked
package dev.ratiofixer.youtube.quota;

import org.jspecify.annotations.NullMarked;
