package dev.ratiofixer.app;

import dev.ratiofixer.campaign.CampaignRules;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.settings.ComplianceSettings.DerivedMetrics;
import dev.ratiofixer.smm.execution.ProviderSecrets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configuration in force. Rooms ask it for secrets each time, so that a new one works without a restart. */
public final class CurrentConfiguration {
    private volatile Configuration current;
    private volatile @Nullable Set<String> authorizedChannels = Set.of();

    CurrentConfiguration(Configuration start) {
        current = start;
    }

    public Configuration get() {
        return current;
    }

    void set(Configuration next) {
        current = next;
    }

    /** @param channels those whose owners authorized this client; {@code null} where that does not matter */
    void authorized(@Nullable Set<String> channels) {
        authorizedChannels = channels;
    }

    boolean ownersMustAuthorize() {
        return current.compliance().derivedMetrics() == DerivedMetrics.OWNER_AUTHORIZED;
    }

    /** What every campaign goes by under a configuration. */
    CampaignRules campaignRules(Configuration configuration) {
        boolean owners = configuration.compliance().derivedMetrics() == DerivedMetrics.OWNER_AUTHORIZED;
        return ModuleSettings.campaign(configuration, owners ? authorizedChannels : null);
    }

    public Optional<String> secret(Secret name) {
        return current.secrets().get(name);
    }

    ProviderSecrets channels() {
        return new ProviderSecrets(
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
