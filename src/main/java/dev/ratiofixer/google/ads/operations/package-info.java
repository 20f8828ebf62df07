/**
 * The operations of the Google Ads API that the access level allows in 24 hours: the ledger that all nodes share
 * ({@link OperationsLedger}, which the store implements), one node's grants of it ({@link OperationsAllowance}) and
 * what they are used for ({@link OperationsAllowance.OperationPurpose}). No call is made that the ledger has not
 * granted before.
 */
@NullMarked
package dev.ratiofixer.google.ads.operations;

import org.jspecify.annotations.NullMarked;
