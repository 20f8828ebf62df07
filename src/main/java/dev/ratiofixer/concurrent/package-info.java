/**
 * Small parts of asynchronous code that many modules need: growing pauses ({@link Backoff}), tasks that repeat
 * ({@link RepeatingTask}), jobs a few at a time ({@link ConcurrencyLimiter}), requests that share one piece of work
 * ({@link RequestBatcher}), one line about an outage ({@link OutageLog}) or a minute ({@link ThrottledErrorLog}). Knows
 * {@code time}, and of Vert.x only its future.
 */
@NullMarked
package dev.ratiofixer.concurrent;

import org.jspecify.annotations.NullMarked;
