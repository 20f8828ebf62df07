package dev.ratiofixer.smm.execution;

import dev.ratiofixer.sandbox.Sandbox;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The daily budgets that a sandbox has now. */
final class SandboxBudgets {
    private SandboxBudgets() {}

    static List<Long> of(Sandbox sandbox) {
        try (var body = URI.create(sandbox.origin() + "/sandbox/state").toURL().openStream()) {
            JsonObject state = new JsonObject(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            return state.getJsonArray("videos").stream()
                    .map(video -> ((JsonObject) video).getLong("daily_budget_micros"))
                    .toList();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
