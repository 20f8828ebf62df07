package dev.ratiofixer.app;

import dev.ratiofixer.app.health.ComponentHealth.HealthLevel;
import dev.ratiofixer.app.health.HealthCheckRegistry.ComponentReport;
import dev.ratiofixer.notify.AlertCondition;
import dev.ratiofixer.notify.NotificationEvent;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.YouTubeHealth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what health says into what people are told of. Pure. */
final class EngineConditions {
    /** Checks that stand for a provider of orders, with its name in the orders' own report. */
    private static final Map<String, String> PROVIDERS = Map.of(
            "google-ads", "google_ads",
            "ads-services", "ads_services",
            "owner-comments", "owner_comments",
            "sheet", "sheet",
            "webhook", "team_tasks");

    private static final Map<String, String> NAMES = Map.of(
            "google-ads", "Google Ads",
            "ads-services", "Google Ads",
            "google-ads-operations", "Google Ads",
            "owner-comments", "The channel owner's account",
            "sheet", "The comments sheet",
            "webhook", "The team's webhook",
            "youtube", "YouTube",
            "authorization", "The channel owner's account",
            "expectations", "What we expect of videos");

    private EngineConditions() {}

    /** What is wrong by one round of checks. */
    static List<AlertCondition> of(
            List<ComponentReport> checks, @Nullable PromotionHealth promotion, @Nullable YouTubeHealth youtube) {
        return checks.stream()
                .filter(check -> check.health().level() != HealthLevel.UP)
                .flatMap(check -> event(check, promotion, youtube)
                        .map(event -> AlertCondition.now(event, name(check.name()), detail(check)))
                        .stream())
                .toList();
    }

    private static Optional<NotificationEvent> event(
            ComponentReport check, @Nullable PromotionHealth promotion, @Nullable YouTubeHealth youtube) {
        String name = check.name();
        if (PROVIDERS.containsKey(name)) {
            return Optional.of(
                    isRefused(PROVIDERS.get(name), promotion)
                            ? NotificationEvent.TOKEN_DEAD
                            : NotificationEvent.PROVIDER_DOWN);
        }
        return switch (name) {
            // A quota that is nearly used is as it should be late in the day.
            case "youtube-quota" -> Optional.empty();
            case "google-ads-operations" -> Optional.of(NotificationEvent.QUOTA_GONE);
            // The database says which orders' budgets these are.
            case "budget-returns", "notifications" -> Optional.empty();
            case "youtube" ->
                Optional.of(youtube == null ? NotificationEvent.PROVIDER_DOWN : ofPolling(youtube.trouble()));
            case "authorization" -> Optional.of(NotificationEvent.TOKEN_DEAD);
            case "expectations" -> Optional.of(NotificationEvent.BAND_WRONG);
            case String other -> Optional.of(NotificationEvent.ENGINE_DEGRADED);
        };
    }

    private static boolean isRefused(@Nullable String part, @Nullable PromotionHealth promotion) {
        return promotion != null
                && promotion.parts().stream().anyMatch(each -> each.name().equals(part) && each.accessRefused());
    }

    private static NotificationEvent ofPolling(@Nullable WatchError trouble) {
        return switch (trouble) {
            case KEY_INVALID -> NotificationEvent.TOKEN_DEAD;
            case QUOTA_EXHAUSTED -> NotificationEvent.QUOTA_GONE;
            case UPSTREAM_DOWN, VIDEO_GONE, VIDEO_PRIVATE, READING_UNREADABLE -> NotificationEvent.PROVIDER_DOWN;
            // There is no key at all.
            case null -> NotificationEvent.TOKEN_DEAD;
        };
    }

    private static String name(String check) {
        String known = NAMES.get(check);
        return known == null ? "Ratio Fixer (" + check + ")" : known;
    }

    private static String detail(ComponentReport check) {
        String remedy = check.health().remedy();
        return check.health().reason() + (remedy.isEmpty() ? "" : ". What to do: " + remedy);
    }
}
