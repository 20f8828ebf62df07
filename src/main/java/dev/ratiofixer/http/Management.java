package dev.ratiofixer.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Answers for the management port; made by {@code app.health}. */
public record Management(
        Handler<RoutingContext> livez, Handler<RoutingContext> readyz, Handler<RoutingContext> metrics) {}
