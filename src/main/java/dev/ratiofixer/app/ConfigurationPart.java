package dev.ratiofixer.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratiofixer.app.health.ComponentHealth;
import dev.ratiofixer.app.health.HealthCheckRegistry;
import dev.ratiofixer.app.logging.LogOutput;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.config.ConfigChange;
import dev.ratiofixer.config.ConfigReloader;
import dev.ratiofixer.config.ConfigReloader.ReloadStatus;
import dev.ratiofixer.config.ConfigReloader.ReloadStatus.ReloadState;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.SectionName;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Changes of the configuration file, and the log, which is no other part's. */
final class ConfigurationPart implements EnginePart {
    private static final Duration SCAN = Duration.ofSeconds(5);

    private final EngineContext engine;
    private final ConfigReloader reloader;

    ConfigurationPart(EngineContext engine, ConfigReloader.Applier applier) {
        this.engine = engine;
        reloader = new ConfigReloader(
                engine.vertx(),
                engine.time().realTimers(),
                engine.time().clock(),
                SCAN,
                engine.options().source(),
                engine.options().configuration(),
                applier,
                this::record);
    }

    @Override
    public String name() {
        return "reloader";
    }

    @Override
    public Future<Void> start() {
        reloader.start();
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        return reloader.stop();
    }

    @Override
    public void addChecks(HealthCheckRegistry checks) {
        checks.add("configuration", false, () -> Future.succeededFuture(health(reloader.status())));
    }

    @Override
    public Set<SectionName> sections() {
        return Set.of(SectionName.LOG);
    }

    @Override
    public Future<Void> reload(Configuration next) {
        new LogOutput().apply(next.log());
        return Future.succeededFuture();
    }

    /** Looks now; never fails. */
    Future<Void> scan() {
        return reloader.scan();
    }

    private Future<Void> record(ConfigChange change) {
        try {
            String json = Json.mapper().writeValueAsString(change);
            return engine.stores().changes().record(change.at(), engine.node(), "file", json);
        } catch (JsonProcessingException broken) {
            return Future.failedFuture(broken);
        }
    }

    private static ComponentHealth health(ReloadStatus status) {
        return switch (status.standing()) {
            case ReloadState.Current current ->
                status.needRestart().isEmpty()
                        ? ComponentHealth.up("the configuration file is in force")
                        : ComponentHealth.degraded(
                                "the configuration file was changed in parts that wait for the next start: "
                                        + status.needRestart().stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(", ")),
                                "whoever runs Ratio Fixer restarts it when that suits; campaigns go on as before until then");
            case ReloadState.Rejected rejected ->
                ComponentHealth.degraded(
                        "the configuration file has faults and is not used; what was in force goes on: "
                                + rejected.problems(),
                        "whoever runs Ratio Fixer mends the file: it is read again within seconds");
            case ReloadState.Failed failed ->
                ComponentHealth.degraded(
                        "a part of the configuration file could not be put in force (" + failed.section() + "): "
                                + failed.reason(),
                        "whoever runs Ratio Fixer mends the file: it is read again within seconds");
        };
    }
}
