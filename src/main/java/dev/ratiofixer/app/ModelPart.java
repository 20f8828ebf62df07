package dev.ratiofixer.app;

import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.app.metrics.EngineMetrics.EngineTotal;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.SectionName;
import dev.ratiofixer.model.ModelStatus;
import dev.ratiofixer.model.ModelVerticle;
import io.vertx.core.Future;
import java.util.Set;

/** The model of engagement. */
final class ModelPart implements EnginePart {
    private static final String REMEDY =
            "whoever runs Ratio Fixer looks into the log, and names a model that was trained with this version (setting"
                    + " model.file) or none, for the one that comes with it";

    private final ModelVerticle model;
    private final EngineContext.DeployedVerticles deployed;

    ModelPart(EngineContext engine) {
        model = new ModelVerticle(
                engine.configuration().model(),
                engine.time().realTimers(),
                () -> engine.live().get().youtube().firstFrame());
        deployed = engine.prepare(model);
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public Future<Void> start() {
        return deployed.deploy();
    }

    @Override
    public Future<Void> stop() {
        return deployed.undeploy();
    }

    @Override
    public void addChecks(HealthCheckRegistry checks) {
        checks.add("model", true, () -> Future.succeededFuture(health(model.status())));
    }

    @Override
    public void bind(EngineMetrics metrics) {
        metrics.total(EngineTotal.EXPECTATIONS, model::answered);
    }

    @Override
    public Set<SectionName> sections() {
        return Set.of(SectionName.MODEL);
    }

    @Override
    public Future<Void> reload(Configuration next) {
        return model.apply(next.model());
    }

    private static ComponentHealth health(ModelStatus status) {
        String problem = status.problem();
        if (!status.serving()) {
            return ComponentHealth.down(
                    "it cannot be told what a video should have, so campaigns show counters only and nothing is ordered"
                            + (problem == null ? "" : ": " + problem),
                    REMEDY);
        }
        return problem == null
                ? ComponentHealth.up(
                        "videos are compared with what others like them have (model " + status.version() + ")")
                : ComponentHealth.degraded(problem, REMEDY);
    }
}
