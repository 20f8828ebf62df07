/**
 * Composes the engine: {@link Engine} opens the database and lists the parts, and each {@link EnginePart} builds a
 * module, hands it the ports that it declares, and brings its start, stop, health checks, metrics and reload.
 * {@link ApplicationRunner} keeps the engine running until the process is asked to stop. May know everything. Start at
 * {@link Engine}.
 */
@NullMarked
package dev.ratiofixer.app;

import org.jspecify.annotations.NullMarked;
