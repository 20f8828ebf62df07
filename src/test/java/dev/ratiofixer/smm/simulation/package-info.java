/**
 * The promotion policy on simulated campaigns: the sandbox's audience, the shipped model, the real policy and the real
 * order states, with a ledger in memory and a clock that jumps by the hour. {@code docs/control.md} tells what came
 * out.
 */
@NullMarked
package dev.ratiofixer.smm.simulation;

import org.jspecify.annotations.NullMarked;
