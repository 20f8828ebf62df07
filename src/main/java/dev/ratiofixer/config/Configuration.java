package dev.ratiofixer.config;

import dev.ratiofixer.settings.ComplianceSettings;
import dev.ratiofixer.settings.SecuritySettings;
import java.util.List;

/**
 * Everything that can be configured, as {@link ConfigReader} validated it. The schema beside the configuration file
 * says what each key means, its bounds and its default.
 *
 * @param secrets from the environment, never from the file
 */
public record Configuration(
        HttpSection http,
        DatabaseSection database,
        ClusterSettings cluster,
        SecuritySettings security,
        YouTubeSection youtube,
        GoogleAdsSection googleAds,
        OAuthSection oauth,
        SheetsSection sheets,
        ModelSection model,
        PolicySection policy,
        List<ServiceEntry> services,
        LimitsSection limits,
        ComplianceSettings compliance,
        LogSettings log,
        Secrets secrets) {
    public Configuration {
        services = List.copyOf(services);
    }

    /** Where the database is: {@code DATABASE_URL} before {@code database.url}. May hold a password: never log it. */
    public String databaseUrl() {
        return secrets.get(Secret.DATABASE_URL).orElse(database.url());
    }

    /** Whether the engine runs a PostgreSQL of its own. */
    public boolean embeddedDatabase() {
        return databaseUrl().equals(DatabaseSection.EMBEDDED);
    }
}
