/**
 * Checks the health of every part, each with its reason and remedy ({@link HealthCheckRegistry}), and the liveness of
 * the process ({@link Liveness}). Start at {@link ManagementPages}, which the management port serves.
 */
@NullMarked
package dev.ratiofixer.app.health;

import org.jspecify.annotations.NullMarked;
