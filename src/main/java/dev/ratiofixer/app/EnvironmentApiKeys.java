package dev.ratiofixer.app;

import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** The API keys that come from the environment. */
public final class EnvironmentApiKeys {
    private EnvironmentApiKeys() {}

    public static List<ApiKey> of(Configuration configuration) {
        return configuration
                .secrets()
                .get(Secret.RATIO_FIXER_API_KEY)
                .map(ApiKeyRegistry::operatorOfEnvironment)
                .stream()
                .toList();
    }

    /** A key of 192 random bits. */
    public static String fresh() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return "demo_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
