/**
 * Which node runs which campaign ({@code ratio_fixer_nodes} and the lease columns of {@code ratio_fixer_campaigns}):
 * the node's heartbeat, and claims and releases. May know {@code campaign}. Start at {@link NodeLease}.
 */
@NullMarked
package dev.ratiofixer.store.lease;

import org.jspecify.annotations.NullMarked;
