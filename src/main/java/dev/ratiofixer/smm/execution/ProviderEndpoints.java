package dev.ratiofixer.smm.execution;

import java.net.URI;

/**
 * Where the providers are.
 *
 * @param googleAdsVersion such as {@code v26}
 * @param youtube origin of the YouTube Data API, for the owner's comments
 * @param allowPrivateAddresses whether a webhook may be on plain HTTP or in a private network
 */
public record ProviderEndpoints(
        URI googleAds,
        String googleAdsVersion,
        URI oauthToken,
        URI sheets,
        URI youtube,
        boolean allowPrivateAddresses) {
    /** @throws IllegalArgumentException if the version is none */
    public ProviderEndpoints {
        if (!googleAdsVersion.matches("v\\d{1,3}")) {
            throw new IllegalArgumentException("google_ads.version must look like \"v26\"");
        }
    }
}
