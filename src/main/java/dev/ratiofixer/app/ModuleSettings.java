package dev.ratiofixer.app;

import dev.ratiofixer.access.RateLimit;
import dev.ratiofixer.campaign.CampaignRules;
import dev.ratiofixer.config.ClusterSettings;
import dev.ratiofixer.config.Configuration;
import dev.ratiofixer.config.HttpSection;
import dev.ratiofixer.config.LimitsSection;
import dev.ratiofixer.config.PolicySection;
import dev.ratiofixer.config.ServiceEntry;
import dev.ratiofixer.google.youtube.ApiSettings;
import dev.ratiofixer.http.HttpSettings;
import dev.ratiofixer.model.ModelSettings;
import dev.ratiofixer.settings.ComplianceSettings.DerivedMetrics;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PolicySettings;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.PromotionService.OwnerCommentService;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.execution.ProviderEndpoints;
import dev.ratiofixer.store.DatabaseSettings;
import dev.ratiofixer.youtube.YouTubeSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates the configuration into the settings that each room declares. */
public final class ModuleSettings {
    private static final Duration REVIEW = Duration.ofDays(1);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration OUTAGE = Duration.ofMinutes(10);
    private static final Duration BREAKER_RESET = Duration.ofSeconds(10);
    private static final int MAX_ANSWER = 4 * 1024 * 1024;
    private static final int CONNECTIONS = 32;

    private ModuleSettings() {}

    static CampaignRules campaign(Configuration configuration, @Nullable Set<String> authorizedChannels) {
        PolicySection policy = configuration.policy();
        return new CampaignRules(
                configuration.youtube().interval(),
                policy.trigger(),
                policy.target(),
                REVIEW,
                configuration.compliance().derivedMetrics() != DerivedMetrics.DECLINED,
                authorizedChannels);
    }

    public static DatabaseSettings database(Configuration configuration) {
        return new DatabaseSettings(
                configuration.databaseUrl(),
                configuration.database().directory(),
                configuration.database().connections(),
                configuration.database().maxWaiting(),
                true);
    }

    static YouTubeSettings youtube(Configuration configuration) {
        var section = configuration.youtube();
        return new YouTubeSettings(
                new ApiSettings(URI.create(section.origin()), section.timeout(), MAX_ANSWER, CONNECTIONS),
                section.interval(),
                section.dailyUnits(),
                section.dailyStatsCalls(),
                section.reserveUnits(),
                section.dailyUnits() / 10,
                BREAKER_RESET,
                isAlone(configuration) ? OUTAGE : Duration.ZERO);
    }

    /** No other node can take what this one cannot keep, so it may go on for a while without the database. */
    public static boolean isAlone(Configuration configuration) {
        return configuration.cluster().manager() == ClusterSettings.Manager.NONE;
    }

    static ModelSettings model(Configuration configuration) {
        var section = configuration.model();
        return new ModelSettings(section.file(), section.gather(), section.maxBatch(), section.leastSquaresFallback());
    }

    static SmmSettings smm(Configuration configuration) {
        return new SmmSettings(
                configuration.services().stream().map(ModuleSettings::service).toList(),
                limits(configuration.limits()),
                policy(configuration.policy()),
                configuration.compliance().derivedMetrics() != DerivedMetrics.DECLINED);
    }

    static ProviderEndpoints providers(Configuration configuration) {
        return new ProviderEndpoints(
                URI.create(configuration.googleAds().origin()),
                configuration.googleAds().version(),
                URI.create(configuration.oauth().tokenUrl()),
                URI.create(configuration.sheets().origin()),
                URI.create(configuration.youtube().origin()),
                configuration.security().allowPrivateAddresses());
    }

    private static PromotionService service(ServiceEntry entry) {
        return switch (entry) {
            case ServiceEntry.AdBudget ads ->
                new AdBudgetService(
                        ads.id(),
                        ads.name(),
                        ads.customerId(),
                        ads.loginCustomerId(),
                        ads.adsCampaignId(),
                        ads.minDaily(),
                        ads.maxDaily());
            case ServiceEntry.OwnerComment comment ->
                new OwnerCommentService(comment.id(), comment.name(), Set.of(comment.channelId()));
            case ServiceEntry.TeamTask task -> new TeamTaskService(task.id(), task.name(), URI.create(task.url()));
        };
    }

    private static EngineLimits limits(LimitsSection limits) {
        return new EngineLimits(limits.perOrder(), limits.perDay(), limits.spending());
    }

    private static PolicySettings policy(PolicySection policy) {
        return new PolicySettings(
                policy.trigger(),
                policy.target(),
                policy.warmUp(),
                policy.maxStep(),
                Map.of(
                        OrderType.AD_BUDGET, policy.cooldown().adBudget(),
                        OrderType.OWNER_COMMENT, policy.cooldown().ownerComment(),
                        OrderType.TEAM_TASK, policy.cooldown().teamTask()));
    }

    static HttpSettings http(Configuration configuration) {
        var section = configuration.http();
        HttpSettings settings = new HttpSettings(
                section.host(),
                section.port(),
                section.managementPort(),
                section.corsOrigins(),
                section.tcpBridgePort(),
                section.secureCookies(),
                new RateLimit(
                        section.rateLimit().perSecond(), section.rateLimit().burst()),
                REQUEST_TIMEOUT,
                section.maxStreams());
        HttpSection.Tls tls = section.tls();
        return tls == null ? settings : settings.withTls(new HttpSettings.Tls(tls.certificate(), tls.key()));
    }
}
