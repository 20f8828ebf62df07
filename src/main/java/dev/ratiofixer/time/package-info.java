/**
 * Declares time as a port: the clock is the JDK's {@link java.time.InstantSource}, timers are {@link Timers}. Tests use
 * the manual pair, the demo a scaled one. Knows nothing but the JDK and, in one class, Vert.x.
 */
@NullMarked
package dev.ratiofixer.time;

import org.jspecify.annotations.NullMarked;
