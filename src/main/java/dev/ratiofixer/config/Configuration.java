package dev.ratiofixer.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratiofixer.access.OidcSettings;
import dev.ratiofixer.google.GoogleSettings;
import dev.ratiofixer.http.HttpSettings;
import dev.ratiofixer.model.ModelSettings;
import dev.ratiofixer.notify.NotificationSink;
import dev.ratiofixer.settings.ComplianceSettings;
import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.settings.SettingsCheck;
import dev.ratiofixer.settings.SettingsCheck.SettingsProblem;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.store.DatabaseSettings;
import dev.ratiofixer.youtube.YouTubeVerticle.YouTubeSettings;
import java.util.List;

/**
 * Everything that can be configured, as {@link ConfigReader} validated it: one record a section, which is of the module
 * that works by it. The schema beside the configuration file says what each key means, its bounds and its default.
 *
 * @param secrets from the environment, never from the file
 */
public record Configuration(
        HttpSettings http,
        DatabaseSettings database,
        ClusterSettings cluster,
        OidcSettings oidc,
        SecuritySettings security,
        YouTubeSettings youtube,
        GoogleSettings.Ads googleAds,
        GoogleSettings.OAuth oauth,
        GoogleSettings.Sheets sheets,
        GoogleSettings.Analytics youtubeAnalytics,
        ModelSettings model,
        PolicySettings policy,
        List<PromotionService> services,
        EngineLimits limits,
        ComplianceSettings compliance,
        LogSettings log,
        TracingSettings tracing,
        @JsonProperty("notify") List<NotificationSink> notifications,
        Secrets secrets) {
    public Configuration {
        services = List.copyOf(services);
        notifications = List.copyOf(notifications);
    }

    /**
     * The database as it is connected to: {@code DATABASE_URL} goes before {@code database.url}. Its address may hold a
     * password: never log it.
     */
    public DatabaseSettings databaseInUse() {
        return database.withUrl(
                secrets.get(Secret.DATABASE_URL).orElse(database.url()),
                secrets.get(Secret.DATABASE_DIRECT_URL).orElse(null));
    }

    /** Reports what is wrong, section by section. */
    List<SettingsProblem> problems() {
        SettingsCheck check = SettingsCheck.ofConfiguration();
        http.check(check.at("http"), security);
        database.check(check.at("database"));
        databaseInUse().checkInUse(check.at("database"));
        oidc.check(check.at("oidc"), security, http.publicUrl() != null);
        cluster.check(check.at("cluster"), databaseInUse().isEmbedded());
        youtube.check(check.at("youtube"), security);
        googleAds.check(check.at("google_ads"), security);
        oauth.check(check.at("oauth"), security);
        sheets.check(check.at("sheets"), security);
        youtubeAnalytics.check(check.at("youtube_analytics"), security);
        model.check(check.at("model"));
        policy.check(check.at("policy"));
        PromotionService.check(services, check.at("services"), limits, security);
        limits.check(check.at("limits"));
        compliance.check(check.at("compliance"));
        NotificationSink.check(notifications, check.at("notify"), security);
        return check.problems();
    }

    /**
     * Section {@code tracing}.
     *
     * @param enabled whether traces are made; where they go is in the environment's {@code OTEL_…} variables
     */
    public record TracingSettings(boolean enabled) {
        /** No traces. */
        public static final TracingSettings OFF = new TracingSettings(false);
    }

    /** Section {@code log}. */
    public record LogSettings(Level level, Format format) {
        /** The least severe level that is written. */
        public enum Level {
            @JsonProperty("error")
            ERROR,
            @JsonProperty("warn")
            WARN,
            @JsonProperty("info")
            INFO,
            @JsonProperty("debug")
            DEBUG
        }

        /** Lines for people or for a collector. */
        public enum Format {
            @JsonProperty("text")
            TEXT,
            @JsonProperty("json")
            JSON
        }
    }
}
