/**
 * Simulates videos, channels and the advertising account, and records everything placed. Start at {@code World}. Knows
 * the audience.
 */
@NullMarked
package dev.ratiofixer.sandbox.world;

import org.jspecify.annotations.NullMarked;
