package dev.ratiofixer.smm.execution;

import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.provider.LastOutcome;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.Part;
import dev.ratiofixer.smm.api.PromotionService;
import dev.ratiofixer.smm.api.PromotionService.AdBudgetService;
import dev.ratiofixer.smm.api.PromotionService.OwnerCommentService;
import dev.ratiofixer.smm.api.PromotionService.TeamTaskService;
import dev.ratiofixer.smm.api.SmmSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What health says of promotion; asks nobody, tells what is known. */
final class PromotionHealthReport {
    private static final String GRANTED = "access is granted";
    private static final String SUCCEEDED = "the last call succeeded";
    private static final String AGAIN = "nothing but to wait: it is tried again by itself; the log has more";

    private PromotionHealthReport() {}

    static PromotionHealth of(SmmSettings settings, ProviderClients channels) {
        List<Part> parts = new ArrayList<>();
        if (has(settings, AdBudgetService.class::isInstance)) {
            parts.add(access("google_ads", channels.adsTokens(), channels.ads().last()));
        }
        if (has(settings, OwnerCommentService.class::isInstance)) {
            parts.add(access(
                    "owner_comments",
                    channels.ownerTokens(),
                    channels.comments().last()));
            parts.add(sheet(channels));
        }
        if (has(settings, TeamTaskService.class::isInstance)) {
            parts.add(webhook(channels));
        }
        boolean on = settings.limits().spending();
        parts.add(well("spending", on ? "on" : "off (limits.spending): nothing that costs is ordered"));
        return new PromotionHealth(List.copyOf(parts));
    }

    /** The token's state first: without one, no call says anything of the provider. */
    private static Part access(String name, OAuthTokens tokens, LastOutcome last) {
        return switch (tokens.state()) {
            case MISSING ->
                ill(
                        name,
                        "there are no credentials, so nothing is ordered through it",
                        "set GOOGLE_OAUTH_CLIENT_ID, GOOGLE_OAUTH_CLIENT_SECRET and "
                                + tokens.account().secret());
            case UNTRIED -> well(name, "not used yet");
            case GOOD -> outcome(name, last, GRANTED, AGAIN);
            case FAILED ->
                tokens.failure().map(failure -> failed(name, failure, AGAIN)).orElseThrow();
        };
    }

    private static Part sheet(ProviderClients channels) {
        if (channels.secrets().apiKey().get().isEmpty()) {
            return ill("sheet", "there is no key to read sheets with", "set YOUTUBE_API_KEY");
        }
        return outcome(
                "sheet",
                channels.sheets().last(),
                SUCCEEDED,
                "share the sheet with everybody who has the link, allow the Google Sheets API for the API project, and look"
                        + " at the sheet's address");
    }

    private static Part webhook(ProviderClients channels) {
        if (channels.secrets().webhookSecret().get().isEmpty()) {
            return ill("team_tasks", "tasks cannot be signed, so none is sent", "set TASK_WEBHOOK_SECRET");
        }
        return outcome(
                "team_tasks",
                channels.webhook().last(),
                SUCCEEDED,
                "check the url of the team_task service, and whether its receiver runs; it is tried again by itself");
    }

    private static Part outcome(String name, LastOutcome last, String good, String otherwise) {
        ProviderFailure failure = last.failure();
        if (failure != null) {
            return failed(name, failure, otherwise);
        }
        return well(name, last.used() || good.equals(GRANTED) ? good : "not used yet");
    }

    private static Part failed(String name, ProviderFailure failure, String otherwise) {
        return ill(
                name,
                "the last call failed: " + failure.reason(),
                failure.remedy().isEmpty() ? otherwise : failure.remedy() + "; it is tried again by itself");
    }

    private static Part well(String name, String detail) {
        return new Part(name, true, detail, "");
    }

    private static Part ill(String name, String detail, String remedy) {
        return new Part(name, false, detail, remedy);
    }

    private static boolean has(SmmSettings settings, Predicate<PromotionService> kind) {
        return settings.services().stream().anyMatch(kind);
    }
}
