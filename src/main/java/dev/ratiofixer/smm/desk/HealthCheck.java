package dev.ratiofixer.smm.desk;

import dev.ratiofixer.smm.AdBudgetService;
import dev.ratiofixer.smm.OwnerCommentService;
import dev.ratiofixer.smm.PromotionService;
import dev.ratiofixer.smm.SmmHealth;
import dev.ratiofixer.smm.SmmHealth.Part;
import dev.ratiofixer.smm.SmmSettings;
import dev.ratiofixer.smm.TeamTaskService;
import dev.ratiofixer.smm.channel.OAuthTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What health says of promotion; asks nobody, tells what is known. */
final class HealthCheck {
    private HealthCheck() {}

    static SmmHealth of(SmmSettings settings, Channels channels) {
        List<Part> parts = new ArrayList<>();
        if (has(settings, AdBudgetService.class::isInstance)) {
            parts.add(token("google_ads", "GOOGLE_ADS_REFRESH_TOKEN", channels.adsTokens()));
        }
        if (has(settings, OwnerCommentService.class::isInstance)) {
            parts.add(token("owner_comments", "YOUTUBE_OWNER_REFRESH_TOKEN", channels.ownerTokens()));
        }
        if (has(settings, TeamTaskService.class::isInstance)) {
            boolean signed = channels.secrets().webhookSecret().get().isPresent();
            parts.add(new Part(
                    "team_tasks",
                    signed,
                    signed ? "tasks are signed" : "set TASK_WEBHOOK_SECRET: tasks must be signed"));
        }
        boolean on = settings.limits().spending();
        parts.add(new Part("spending", true, on ? "on" : "off (limits.spending): nothing that costs is ordered"));
        return new SmmHealth(List.copyOf(parts));
    }

    private static Part token(String name, String secret, OAuthTokens tokens) {
        return switch (tokens.state()) {
            case MISSING ->
                new Part(name, false, "set GOOGLE_OAUTH_CLIENT_ID, GOOGLE_OAUTH_CLIENT_SECRET and " + secret);
            case UNTRIED -> new Part(name, true, "not used yet");
            case GOOD -> new Part(name, true, "access is granted");
            case DEAD ->
                new Part(
                        name,
                        false,
                        "the refresh token is dead (invalid_grant): authorize again and set a new " + secret);
        };
    }

    private static boolean has(SmmSettings settings, Predicate<PromotionService> kind) {
        return settings.services().stream().anyMatch(kind);
    }
}
