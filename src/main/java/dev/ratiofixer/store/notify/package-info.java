/**
 * Notices and what became of them ({@code ratio_fixer_notices}, {@code ratio_fixer_notice_deliveries}), the sinks'
 * turns, and what is wrong now ({@code ratio_fixer_conditions}). Start at {@link PgNotificationOutbox}.
 */
@NullMarked
package dev.ratiofixer.store.notify;

import org.jspecify.annotations.NullMarked;
