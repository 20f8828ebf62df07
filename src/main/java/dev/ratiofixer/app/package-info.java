/**
 * Composes the engine: {@link Engine} opens the database, builds every module, hands each the ports that it declares,
 * and deploys the verticles; {@link ApplicationRunner} keeps it running until it is told to stop. May know everything.
 * Start at {@link Engine}.
 */
@NullMarked
package dev.ratiofixer.app;

import org.jspecify.annotations.NullMarked;
