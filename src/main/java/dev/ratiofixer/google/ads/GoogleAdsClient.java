package dev.ratiofixer.google.ads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.google.GoogleApi;
import dev.ratiofixer.google.GoogleHttpClient;
import dev.ratiofixer.google.GoogleHttpClient.GoogleReply;
import dev.ratiofixer.google.GoogleHttpClient.OwnerCredential;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.LastOutcome;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import dev.ratiofixer.provider.ProviderJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Google Ads over REST: one campaign's budget, what it did by the hour, and the two changes that the engine makes.
 * Amounts are absolute, so a change that is sent twice does no harm. Each answer names Google's request id.
 */
public final class GoogleAdsClient {
    /** How a change is sent. */
    public sealed interface Mutate {
        /** Google only says whether it would do it. */
        record ValidateOnly() implements Mutate {}

        /** For real, once the gate opens. */
        record Apply(FencingCheck gate) implements Mutate {}
    }

    /**
     * Whose ads.
     *
     * @param managerId the manager account that access goes through, {@code null} for direct access
     */
    public record Account(String customerId, @Nullable String managerId) {}

    /** Google's word that a change was made, or could be, with its id of the request. */
    public record MutateReceipt(@Nullable String requestId) {}

    private final GoogleHttpClient http;
    private final String base;
    private final Supplier<Optional<String>> developerToken;

    /**
     * @param origin such as {@code https://googleads.googleapis.com}
     * @param version such as {@code v26}
     * @param developerToken empty where none is needed
     */
    public GoogleAdsClient(
            Vertx vertx,
            InstantSource clock,
            OAuthTokens tokens,
            URI origin,
            String version,
            Supplier<Optional<String>> developerToken) {
        this.http = new GoogleHttpClient(vertx, clock, GoogleApi.ADS, Limits.USUAL, new OwnerCredential(tokens));
        this.base = ProviderHttpClient.origin(origin) + "/" + version + "/customers/";
        this.developerToken = developerToken;
    }

    /** The ads campaign and its budget; refused as {@code NOT_FOUND} when the account has no such campaign. */
    public Future<AdsCampaign> campaign(Account account, String campaignId) {
        String query = "SELECT campaign.id, campaign.status, campaign.advertising_channel_type,"
                + " campaign_budget.resource_name, campaign_budget.amount_micros, campaign_budget.explicitly_shared,"
                + " campaign_budget.reference_count, customer.currency_code,"
                + " customer.time_zone FROM campaign WHERE campaign.id = " + campaignId;
        return search(account, query, results -> AdsResponseParser.campaign(results, campaignId));
    }

    /** What the campaign did in each hour of some days, both ends included; hours without anything are left out. */
    public Future<List<AdsMetrics>> hours(Account account, String campaignId, LocalDate from, LocalDate to) {
        String query = "SELECT segments.date, segments.hour, metrics.cost_micros, metrics.impressions,"
                + " metrics.video_trueview_views FROM campaign WHERE campaign.id = " + campaignId
                + " AND segments.date BETWEEN '" + from
                + "' AND '" + to + "'";
        return search(account, query, AdsResponseParser::hours);
    }

    /**
     * Sets a budget's daily amount; the future holds the request id.
     *
     * @param how whether it is done, or only checked whether it could be
     */
    public Future<MutateReceipt> setBudget(Account account, String budget, long amountMicros, Mutate how) {
        ObjectNode update = ProviderJson.object();
        update.put("resourceName", budget).put("amountMicros", Long.toString(amountMicros));
        return mutate(account, "campaignBudgets:mutate", "amount_micros", update, how);
    }

    /** Enables or pauses a campaign. */
    public Future<MutateReceipt> setServing(Account account, String campaignId, boolean serving, Mutate how) {
        ObjectNode update = ProviderJson.object();
        update.put("resourceName", "customers/" + account.customerId() + "/campaigns/" + campaignId)
                .put("status", serving ? "ENABLED" : "PAUSED");
        return mutate(account, "campaigns:mutate", "status", update, how);
    }

    /** Ends its connections. */
    public void close() {
        http.close();
    }

    /** How the last call ended, for health. */
    public LastOutcome last() {
        return http.last();
    }

    private <T> Future<T> search(Account account, String query, Function<JsonNode, Future<T>> read) {
        return send(account, "googleAds:searchStream", ProviderJson.object().put("query", query), FencingCheck.OPEN)
                .compose(reply -> read.apply(reply.body()));
    }

    private Future<MutateReceipt> mutate(Account account, String method, String mask, ObjectNode update, Mutate how) {
        ObjectNode body = ProviderJson.object();
        ObjectNode operation = body.putArray("operations").addObject();
        operation.put("updateMask", mask).set("update", update);
        body.put("partialFailure", false).put("validateOnly", how instanceof Mutate.ValidateOnly);
        FencingCheck gate = how instanceof Mutate.Apply change ? change.gate() : FencingCheck.OPEN;
        return send(account, method, body, gate).map(done -> new MutateReceipt(done.requestId()));
    }

    private Future<GoogleReply> send(Account account, String method, JsonNode body, FencingCheck gate) {
        Map<String, String> headers = new HashMap<>();
        developerToken.get().ifPresent(token -> headers.put("developer-token", token));
        if (account.managerId() != null) {
            headers.put("login-customer-id", account.managerId());
        }
        return http.post(base + account.customerId() + "/" + method, headers, body, gate);
    }
}
