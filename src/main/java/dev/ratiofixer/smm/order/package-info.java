/**
 * A promotion order: what it does, its life as sealed states, what it may cost, and the ledger it is written in. All
 * pure but the port {@link OrderLedger}. Knows the vocabulary of {@code smm}. Start at {@link Order}.
 */
@NullMarked
package dev.ratiofixer.smm.order;

import org.jspecify.annotations.NullMarked;
