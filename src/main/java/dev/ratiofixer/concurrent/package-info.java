/**
 * Small parts of asynchronous code that many modules need: growing pauses ({@link Backoff}). Knows {@code time}, and of
 * Vert.x only its future.
 */
@NullMarked
package dev.ratiofixer.concurrent;

import org.jspecify.annotations.NullMarked;
