/**
 * Runs the engine beside the sandbox in one process, with campaigns that start by themselves. May know everything.
 * Start at {@link DemoCommand}.
 */
@NullMarked
package dev.ratiofixer.demo;

import org.jspecify.annotations.NullMarked;
