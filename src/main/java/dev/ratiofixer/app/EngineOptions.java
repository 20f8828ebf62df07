package dev.ratiofixer.app;

import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.app.metrics.Metrics;
import dev.ratiofixer.config.ConfigResult;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.Secret;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What an engine is started with.
 *
 * @param node its name in leases
 * @param configuration what it starts by
 * @param source reads the configuration anew, for reloads
 * @param keys API keys that live as long as the process
 * @param throwAwayData whether an embedded database need not survive a power cut
 * @param metrics those that the Vert.x was built with
 */
public record EngineOptions(
        String node,
        EngineTime time,
        ConfigResult.Valid configuration,
        Callable<ConfigResult> source,
        List<ApiKey> keys,
        Metrics metrics,
        boolean throwAwayData) {
    public EngineOptions {
        keys = List.copyOf(keys);
    }

    /** Returns the API key that the environment gives, an operator's, if it gives one. */
    public static List<ApiKey> keysOfEnvironment(Configuration configuration) {
        return configuration
                .secrets()
                .get(Secret.RATIO_FIXER_API_KEY)
                .map(ApiKeyRegistry::operatorOfEnvironment)
                .stream()
                .toList();
    }
}
