package dev.ratiofixer.google;

import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.settings.SettingsCheck;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Sections {@code google_ads}, {@code oauth}, {@code sheets} and {@code youtube_analytics}: where Google's APIs are.
 */
public sealed interface GoogleSettings {
    /** Reports what is wrong with it. */
    void check(SettingsCheck check, SecuritySettings security);

    /**
     * Section {@code google_ads}.
     *
     * @param version the API's version, such as {@code v26}
     * @param dailyOperations what the API project's access level allows in 24 hours, {@code null} for no limit
     */
    record Ads(URI origin, String version, @Nullable Integer dailyOperations) implements GoogleSettings {
        /** Without a limit on operations. */
        public Ads(URI origin, String version) {
            this(origin, version, null);
        }

        /** @throws IllegalArgumentException if the version is none */
        public Ads {
            if (!version.matches("v\\d{1,3}")) {
                throw new IllegalArgumentException("google_ads.version must look like \"v26\"");
            }
        }

        @Override
        public void check(SettingsCheck check, SecuritySettings security) {
            check.encrypted("origin", origin, security);
        }
    }

    /**
     * Section {@code oauth}.
     *
     * @param tokenUrl where access tokens come from
     * @param authorizeUrl where a person consents
     */
    record OAuth(URI tokenUrl, URI authorizeUrl) implements GoogleSettings {
        /** With Google's own page for consents. */
        public OAuth(URI tokenUrl) {
            this(tokenUrl, URI.create("https://accounts.google.com/o/oauth2/v2/auth"));
        }

        @Override
        public void check(SettingsCheck check, SecuritySettings security) {
            check.encrypted("token_url", tokenUrl, security);
            check.encrypted("authorize_url", authorizeUrl, security);
        }
    }

    /**
     * Section {@code sheets}.
     *
     * @param origin Google Sheets API
     */
    record Sheets(URI origin) implements GoogleSettings {
        @Override
        public void check(SettingsCheck check, SecuritySettings security) {
            check.encrypted("origin", origin, security);
        }
    }

    /**
     * Section {@code youtube_analytics}.
     *
     * @param enabled whether the owners' analytics are read at all
     * @param origin YouTube Analytics API
     */
    record Analytics(boolean enabled, URI origin) implements GoogleSettings {
        @Override
        public void check(SettingsCheck check, SecuritySettings security) {
            check.encrypted("origin", origin, security);
        }
    }
}
