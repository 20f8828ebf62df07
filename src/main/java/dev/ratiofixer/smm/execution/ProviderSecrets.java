package dev.ratiofixer.smm.execution;

import dev.ratiofixer.google.OwnerCredentials;
import dev.ratiofixer.google.TokenCredentials;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where secrets come from; each is asked when needed, so that a new one works without a restart. Empty: not configured.
 *
 * @param adsOAuth for {@code GOOGLE_ADS_SERVICE_ACCOUNT} or {@code GOOGLE_ADS_REFRESH_TOKEN}
 * @param ownerOAuth for {@code YOUTUBE_OWNER_REFRESH_TOKENS} and {@code YOUTUBE_OWNER_REFRESH_TOKEN}
 * @param apiKey {@code YOUTUBE_API_KEY}, with which sheets are read
 * @param webhookSecret {@code TASK_WEBHOOK_SECRET}
 * @param adsDeveloperToken only where Google asks for one
 */
public record ProviderSecrets(
        Supplier<? extends Optional<? extends TokenCredentials>> adsOAuth,
        Supplier<OwnerCredentials> ownerOAuth,
        Supplier<Optional<String>> apiKey,
        Supplier<Optional<String>> webhookSecret,
        Supplier<Optional<String>> adsDeveloperToken) {}
