package dev.ratiofixer.app;

import dev.ratiofixer.campaign.CampaignRules;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.Secret;
import dev.ratiofixer.google.OAuthCredentials;
import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.ServiceAccountKey;
import dev.ratiofixer.google.TokenCredentials;
import dev.ratiofixer.settings.ComplianceSettings;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderEndpoints;
import dev.ratiofixer.smm.execution.ProviderClients.ProviderSecrets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration in force. Parts ask it for secrets each time, so that a new one works without a restart. Any
 * thread.
 */
public final class CurrentConfiguration {
    private volatile Configuration current;
    private volatile boolean spendingSwitch = true;
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
        return current.compliance().ownersMustAuthorize();
    }

    /** Returns what every campaign works by under a configuration. */
    CampaignRules campaignRules(Configuration configuration) {
        ComplianceSettings compliance = configuration.compliance();
        return new CampaignRules(
                configuration.youtube().interval(),
                configuration.policy().trigger(),
                configuration.policy().target(),
                CampaignRules.DEFAULT.review(),
                compliance.allowsDerivedMetrics(),
                compliance.ownersMustAuthorize() ? authorizedChannels : null,
                configuration.limits().spending() && spendingSwitch);
    }

    /** Keeps what the admins' switch says. */
    void switched(boolean on) {
        spendingSwitch = on;
    }

    public Optional<String> secret(Secret name) {
        return current.secrets().get(name);
    }

    /** Returns what the orders work by under a configuration. */
    static SmmSettings smmSettings(Configuration configuration) {
        return new SmmSettings(
                configuration.services(),
                configuration.limits(),
                configuration.policy(),
                configuration.compliance().allowsDerivedMetrics(),
                configuration.http().links());
    }

    /** Returns where the providers are; that changes at a restart only. */
    ProviderEndpoints providers() {
        Configuration configuration = current;
        return new ProviderEndpoints(
                configuration.googleAds(),
                configuration.oauth(),
                configuration.sheets(),
                configuration.youtube().origin(),
                configuration.security());
    }

    ProviderSecrets providerSecrets() {
        return new ProviderSecrets(
                this::adsCredentials,
                this::ownerCredentials,
                () -> secret(Secret.YOUTUBE_API_KEY),
                () -> secret(Secret.TASK_WEBHOOK_SECRET),
                () -> secret(Secret.GOOGLE_ADS_DEVELOPER_TOKEN));
    }

    /** Parsed once: it is asked for at each token and by each look at health. */
    private record ReadKey(String text, ServiceAccountKey key) {}

    private volatile @Nullable ReadKey serviceAccount;

    /** A service account goes before a person's consent. */
    private Optional<? extends TokenCredentials> adsCredentials() {
        Optional<String> file = secret(Secret.GOOGLE_ADS_SERVICE_ACCOUNT);
        return file.isPresent() ? file.map(this::serviceAccount) : credentials(Secret.GOOGLE_ADS_REFRESH_TOKEN);
    }

    private record ReadOwners(String text, Map<String, String> tokens) {}

    private volatile @Nullable ReadOwners owners;

    private OwnerCredentials ownerCredentials() {
        Optional<OAuthCredentials> any = credentials(Secret.YOUTUBE_OWNER_REFRESH_TOKEN);
        Map<String, OAuthCredentials> byChannel = new HashMap<>();
        secret(Secret.YOUTUBE_OWNER_REFRESH_TOKENS)
                .ifPresent(text -> ownerTokens(text)
                        .forEach((channel, token) -> withClient(token).ifPresent(of -> byChannel.put(channel, of))));
        return new OwnerCredentials(byChannel, any);
    }

    private Map<String, String> ownerTokens(String text) {
        ReadOwners known = owners;
        if (known != null && known.text().equals(text)) {
            return known.tokens();
        }
        ReadOwners read = new ReadOwners(text, OwnerCredentials.parse(text));
        owners = read;
        return read.tokens();
    }

    private ServiceAccountKey serviceAccount(String text) {
        ReadKey known = serviceAccount;
        if (known != null && known.text().equals(text)) {
            return known.key();
        }
        ReadKey read = new ReadKey(text, ServiceAccountKey.parse(text));
        serviceAccount = read;
        return read.key();
    }

    private Optional<OAuthCredentials> credentials(Secret refreshToken) {
        return secret(refreshToken).flatMap(this::withClient);
    }

    private Optional<OAuthCredentials> withClient(String token) {
        return secret(Secret.GOOGLE_OAUTH_CLIENT_ID)
                .flatMap(id -> secret(Secret.GOOGLE_OAUTH_CLIENT_SECRET)
                        .map(secret -> new OAuthCredentials(id, secret, token)));
    }
}
