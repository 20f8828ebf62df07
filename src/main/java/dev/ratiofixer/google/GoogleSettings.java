package dev.ratiofixer.google;

import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.settings.SettingsCheck;
import java.net.URI;

/** Sections {@code google_ads}, {@code oauth} and {@code sheets}: where Google's APIs are. */
public sealed interface GoogleSettings {
    /** Reports what is wrong with it. */
    void check(SettingsCheck check, SecuritySettings security);

    /**
     * Section {@code google_ads}.
     *
     * @param version the API's version, such as {@code v26}
     */
    record Ads(URI origin, String version) implements GoogleSettings {
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
     */
    record OAuth(URI tokenUrl) implements GoogleSettings {
        @Override
        public void check(SettingsCheck check, SecuritySettings security) {
            check.encrypted("token_url", tokenUrl, security);
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
}
