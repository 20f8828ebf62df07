/**
 * Serves people and programs: the HTTP API, its live stream, the event-bus bridges and the dashboard. Talks to the
 * engine over the bus and through what {@link HttpPorts} lists; knows the messages of {@code campaign}, {@code smm} and
 * {@code model}, and the ports of the modules that people look at. Start at {@link HttpVerticle}.
 */
@NullMarked
package dev.ratiofixer.http;

import org.jspecify.annotations.NullMarked;
