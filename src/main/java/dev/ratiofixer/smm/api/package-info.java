/**
 * Promotion: services, orders and their life, the policy that chooses a lever, the ledger that money moves through.
 * Knows {@code video}, {@code money}, {@code time} and {@code bus}. Start at {@link PlaceOrder}.
 */
@NullMarked
package dev.ratiofixer.smm.api;

import org.jspecify.annotations.NullMarked;
