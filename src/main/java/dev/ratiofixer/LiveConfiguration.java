package dev.ratiofixer;

import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.smm.channel.ChannelSecrets;
import dev.ratiofixer.smm.channel.OAuthCredentials;
import java.util.Optional;

/** The configuration in force. Rooms ask it for secrets each time, so that a new one works without a restart. */
final class LiveConfiguration {
    private volatile Configuration current;

    LiveConfiguration(Configuration start) {
        current = start;
    }

    Configuration get() {
        return current;
    }

    void set(Configuration next) {
        current = next;
    }

    Optional<String> secret(Secret name) {
        return current.secrets().get(name);
    }

    ChannelSecrets channels() {
        return new ChannelSecrets(
                () -> credentials(Secret.GOOGLE_ADS_REFRESH_TOKEN),
                () -> credentials(Secret.YOUTUBE_OWNER_REFRESH_TOKEN),
                () -> secret(Secret.YOUTUBE_API_KEY),
                () -> secret(Secret.TASK_WEBHOOK_SECRET),
                () -> secret(Secret.GOOGLE_ADS_DEVELOPER_TOKEN));
    }

    private Optional<OAuthCredentials> credentials(Secret refreshToken) {
        return secret(Secret.GOOGLE_OAUTH_CLIENT_ID)
                .flatMap(id -> secret(Secret.GOOGLE_OAUTH_CLIENT_SECRET)
                        .flatMap(secret -> secret(refreshToken).map(token -> new OAuthCredentials(id, secret, token))));
    }
}
