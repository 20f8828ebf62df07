package dev.ratiofixer.app;

import dev.ratiofixer.app.Engine.EngineOptions;
import dev.ratiofixer.app.Engine.EngineTime;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.demo.DemoConfiguration;
import dev.ratiofixer.sandbox.Sandbox;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Starts an engine in a process of its own, for an {@link ApiClient}. */
final class TestEngine {
    private TestEngine() {}

    /** @param source read anew at a reload */
    static Engine start(
            ApplicationRunner process, EngineTime time, ConfigResult.Valid configuration, Callable<ConfigResult> source)
            throws Exception {
        EngineOptions options = new EngineOptions(
                "test", time, configuration, source, List.of(ApiClient.ADMIN), process.metrics(), true);
        return process.start(Engine.start(process.vertx(), options, process.stops()));
    }

    /** With an embedded database, nothing to warm up for, and a newsletter's team beside the demo's services. */
    static ConfigResult.Valid embedded(Sandbox sandbox, Duration interval, Path directory, @Nullable Path model) {
        JsonObject json = DemoConfiguration.json(sandbox.origin(), 0);
        json.getJsonObject("http").put("port", 0);
        json.getJsonObject("youtube").put("interval", interval.toString());
        if (model != null) {
            json.put("model", new JsonObject().put("file", model.toString()));
        }
        json.put("policy", new JsonObject().put("warm_up", "PT0S"))
                .put("services", new JsonArray().add(DemoConfiguration.newsletter(sandbox)))
                .put("database", new JsonObject().put("url", "embedded").put("directory", directory.toString()));
        return DemoConfiguration.valid(json, DemoConfiguration.secrets(sandbox, Map.of("RATIO_FIXER_PORT", "0")));
    }
}
