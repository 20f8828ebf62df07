package dev.ratiofixer.app.health;

import dev.ratiofixer.app.health.HealthCheckRegistry.ComponentReport;
import dev.ratiofixer.app.metrics.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** What the management port answers: {@code /livez}, {@code /readyz}, {@code /metrics}. It asks for no key. */
public final class ManagementPages {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Vertx vertx;
    private final Liveness liveness;
    private final HealthCheckRegistry checks;
    private final Metrics metrics;

    public ManagementPages(Vertx vertx, Liveness liveness, HealthCheckRegistry checks, Metrics metrics) {
        this.vertx = vertx;
        this.liveness = liveness;
        this.checks = checks;
        this.metrics = metrics;
    }

    /** 200 while event loops and workers answer; 503 names those that do not. */
    public void livez(RoutingContext request) {
        liveness.silent()
                .onSuccess(silent ->
                        answer(request, silent.isEmpty(), new JsonObject().put("silent", new JsonArray(silent))));
    }

    /** 200 while no part that is needed is down; 503 otherwise. Lists every part with its reason and remedy. */
    public void readyz(RoutingContext request) {
        checks.look()
                .onSuccess(reports -> answer(
                        request, HealthCheckRegistry.ready(reports), new JsonObject().put("parts", parts(reports))));
    }

    /** Every meter in Prometheus' text format. */
    public void metrics(RoutingContext request) {
        vertx.executeBlocking(metrics::scrape, false)
                .onSuccess(text -> request.response()
                        .putHeader("Content-Type", PROMETHEUS_TEXT)
                        .end(text))
                .onFailure(request::fail);
    }

    private static JsonArray parts(List<ComponentReport> reports) {
        JsonArray parts = new JsonArray();
        for (ComponentReport report : reports) {
            parts.add(new JsonObject()
                    .put("name", report.name())
                    .put("status", report.health().level().word())
                    .put("needed", report.neededForReady())
                    .put("reason", report.health().reason())
                    .put("remedy", report.health().remedy()));
        }
        return parts;
    }

    private static void answer(RoutingContext request, boolean well, JsonObject details) {
        request.response()
                .setStatusCode(well ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject()
                        .put("status", well ? "up" : "down")
                        .mergeIn(details)
                        .toBuffer());
    }
}
