/**
 * Serves people and programs: the HTTP API, its live stream, the event-bus bridges and the dashboard. Talks to the
 * engine over the bus and through the ports declared here ({@link CampaignQueries}, {@link HealthReport}); knows the
 * messages of {@code campaign}, {@code smm} and {@code model}. Start at {@link HttpVerticle}.
 */
@NullMarked
package dev.ratiofixer.http;

import org.jspecify.annotations.NullMarked;
