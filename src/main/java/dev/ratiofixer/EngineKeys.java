package dev.ratiofixer;

import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.http.access.ApiKey;
import dev.ratiofixer.http.access.KeyRing;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** The API keys that come from the environment. */
final class EngineKeys {
    private EngineKeys() {}

    static List<ApiKey> of(Configuration configuration) {
        return configuration.secrets().get(Secret.RATIO_FIXER_API_KEY).map(KeyRing::operatorOfEnvironment).stream()
                .toList();
    }

    /** A key of 192 random bits. */
    static String fresh() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return "demo_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
