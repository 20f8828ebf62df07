/**
 * The root: {@code Main} is the command line, {@code Engine} the composition root that builds every room, hands each
 * the ports that it declares, and deploys the verticles. It is the only place that knows all rooms.
 */
@NullMarked
package dev.ratiofixer;

import org.jspecify.annotations.NullMarked;
