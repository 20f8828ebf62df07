package dev.ratiofixer.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** What the management port answers; made by the {@code observe} room. */
public record Management(
        Handler<RoutingContext> livez, Handler<RoutingContext> readyz, Handler<RoutingContext> metrics) {}
