package dev.ratiofixer.smm.execution;

import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderHttpClient.LastOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.api.SmmSettings;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** What is known of a provider, as lines of health and of the check list before a start. */
public final class ProviderStatus {
    private static final String AGAIN = "nothing but to wait: it is tried again by itself; the log has more";

    private ProviderStatus() {}

    /** The health of promotion: the parts of every lever that a service is configured for, and the spending switch. */
    static PromotionHealth of(SmmSettings settings, OrderExecutors executors) {
        List<ServicePart> parts = new ArrayList<>();
        for (OrderExecutor<?> executor : executors.all()) {
            if (settings.services().stream().anyMatch(service -> service.type() == executor.type())) {
                parts.addAll(executor.health());
            }
        }
        // Also when its service is not configured any more.
        parts.add(executors.budgets().returnsHealth());
        boolean on = settings.limits().spending();
        parts.add(
                healthy(
                        "spending",
                        on
                                ? "on"
                                : "off, by an admin or by limits.spending of the configuration: nothing that costs is ordered"));
        return new PromotionHealth(List.copyOf(parts));
    }

    /** Says whether access is granted, by asking for a token. */
    public static Future<Prerequisite> access(String name, String field, OAuthTokens tokens) {
        return tokens.token()
                .map(good -> new Prerequisite(name, field, true, true, "access is granted"))
                .otherwise(cause -> new Prerequisite(
                        name, field, false, true, ProviderException.of(cause).detail()));
    }

    /** Says what is known of an access. The token's state first: without one, no call says anything of the provider. */
    public static ServicePart token(String name, OAuthTokens tokens, LastOutcome last) {
        return switch (tokens.state()) {
            case MISSING ->
                new ServicePart(
                        name,
                        false,
                        "there are no credentials, so nothing is ordered through it",
                        tokens.account().remedy(),
                        true);
            case UNTRIED -> healthy(name, "not used yet");
            case GOOD -> {
                ProviderFailure failure = last.failure();
                yield failure == null ? healthy(name, "access is granted") : failed(name, failure, AGAIN);
            }
            case FAILED ->
                tokens.failure().map(failure -> failed(name, failure, AGAIN)).orElseThrow();
        };
    }

    /**
     * Says how the last call went.
     *
     * @param remedy what to do about a failure that says nothing of it
     */
    public static ServicePart lastCall(String name, LastOutcome last, String remedy) {
        ProviderFailure failure = last.failure();
        return failure == null
                ? healthy(name, last.used() ? "the last call succeeded" : "not used yet")
                : failed(name, failure, remedy);
    }

    private static ServicePart failed(String name, ProviderFailure failure, String otherwise) {
        return new ServicePart(
                name,
                false,
                "the last call failed: " + failure.reason(),
                failure.remedy().isEmpty() ? otherwise : failure.remedy() + "; it is tried again by itself",
                failure instanceof ProviderFailure.Unauthorized);
    }

    /** A part with nothing to do about it. */
    public static ServicePart healthy(String name, String detail) {
        return new ServicePart(name, true, detail, "");
    }

    /** A part that does not work, with what to do. */
    public static ServicePart unhealthy(String name, String detail, String remedy) {
        return new ServicePart(name, false, detail, remedy);
    }
}
