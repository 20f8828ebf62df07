package dev.ratiofixer.smm.execution;

import dev.ratiofixer.google.GoogleSettings;
import dev.ratiofixer.settings.SecuritySettings;
import java.net.URI;

/**
 * The sections that say where the providers are.
 *
 * @param youtube origin of the YouTube Data API, for the owner's comments
 * @param security whether a webhook may be on plain HTTP or in a private network
 */
public record ProviderEndpoints(
        GoogleSettings.Ads googleAds,
        GoogleSettings.OAuth oauth,
        GoogleSettings.Sheets sheets,
        URI youtube,
        SecuritySettings security) {}
