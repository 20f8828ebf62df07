/**
 * What the sandbox simulates: videos, channels, the advertising account, and the ledger of everything placed. Start at
 * {@code World}. Knows the audience.
 */
@NullMarked
package dev.ratiofixer.sandbox.world;

import org.jspecify.annotations.NullMarked;
