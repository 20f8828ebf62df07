/**
 * Promotion orders ({@code youtube_ratio_fixer_orders}), their events and the money that they reserve: one transaction
 * a change. May know {@code smm}. Start at {@link PgOrderLedger}.
 */
@NullMarked
package dev.ratiofixer.store.order;

import org.jspecify.annotations.NullMarked;
