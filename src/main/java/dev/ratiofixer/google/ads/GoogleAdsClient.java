package dev.ratiofixer.google.ads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.concurrent.GatheredReads;
import dev.ratiofixer.google.GoogleHttpClient;
import dev.ratiofixer.google.GoogleHttpClient.GoogleApi;
import dev.ratiofixer.google.GoogleHttpClient.GoogleReply;
import dev.ratiofixer.google.GoogleHttpClient.OwnerCredential;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.google.ads.AdsAccountState.CurrencyRules;
import dev.ratiofixer.google.ads.AdsAccountState.Declarations;
import dev.ratiofixer.google.ads.AdsResponseParser.AdsRefusal;
import dev.ratiofixer.google.ads.operations.OperationsAllowance;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationPurpose;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.LastOutcome;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** What clients of all purposes share. */
    private record Shared(
            GoogleHttpClient http,
            String base,
            Supplier<Optional<String>> developerToken,
            OperationsAllowance operations) {}

    /** A report of two months by the hour and the network is longer than what other providers answer. */
    private static final Limits LIMITS = new Limits(
            Limits.USUAL.time(), Limits.USUAL.connections(), Limits.USUAL.waiting(), 2 * Limits.USUAL.maxBody());

    /** Far below what a query may be long. */
    private static final int MOST_IDS = 500;

    private final Shared shared;
    private final OperationPurpose purpose;
    private final GatheredReads<Account, OperationPurpose, AdsCampaign> campaigns;
    private final GatheredReads<Account, OperationPurpose, Set<String>> videos;
    private final HourReports reports;

    /**
     * A client whose calls are reads for the policy; others are had by {@link #as}.
     *
     * @param origin such as {@code https://googleads.googleapis.com}
     * @param version such as {@code v26}
     * @param developerToken empty where none is needed
     * @param operations of which each call takes what it counts
     */
    public GoogleAdsClient(
            Vertx vertx,
            InstantSource clock,
            OAuthTokens tokens,
            URI origin,
            String version,
            Supplier<Optional<String>> developerToken,
            OperationsAllowance operations) {
        this.shared = new Shared(
                new GoogleHttpClient(vertx, clock, GoogleApi.ADS, LIMITS, new OwnerCredential(tokens)),
                ProviderHttpClient.origin(origin) + "/" + version + "/customers/",
                developerToken,
                operations);
        this.purpose = OperationPurpose.READ;
        this.campaigns = new GatheredReads<>(MOST_IDS, this::campaigns);
        this.videos = new GatheredReads<>(MOST_IDS, this::videos);
        this.reports = new HourReports(this::hours, clock);
    }

    private GoogleAdsClient(GoogleAdsClient other, OperationPurpose purpose) {
        this.shared = other.shared;
        this.purpose = purpose;
        this.campaigns = other.campaigns;
        this.videos = other.videos;
        this.reports = other.reports;
    }

    /** Returns this client for calls of a purpose; connections, tokens and operations are shared. */
    public GoogleAdsClient as(OperationPurpose other) {
        return new GoogleAdsClient(this, other);
    }

    /**
     * The ads campaign and its budget; refused as {@code NOT_FOUND} when the account has no such campaign. Never older
     * than the question, and read together with other campaigns of the account.
     */
    public Future<AdsCampaign> campaign(Account account, String campaignId) {
        return campaigns
                .read(account, purpose, campaignId)
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> ProviderException.failed(new ProviderFailure.Rejected(
                                "NOT_FOUND",
                                "Google Ads knows no ads campaign " + campaignId + " in this account",
                                null))));
    }

    private Future<Map<String, AdsCampaign>> campaigns(Account account, OperationPurpose as, Set<String> ids) {
        String from = " FROM campaign WHERE " + among(ids);
        return as(as).search(account, AdsQuery.CAMPAIGN + AdsQuery.CAMPAIGN_TIMES + from, AdsResponseParser::campaigns)
                .recover(cause -> lacksField(cause)
                        ? as(as).search(account, AdsQuery.CAMPAIGN + from, AdsResponseParser::campaigns)
                        : Future.failedFuture(cause));
    }

    /** Which campaigns of the whole account lack the declaration without which nothing of it may be changed. */
    public Future<Declarations> declarations(Account account) {
        return search(account, AdsQuery.DECLARATIONS, AdsResponseParser::declarations)
                .recover(cause ->
                        lacksField(cause) ? Future.succeededFuture(Declarations.UNTOLD) : Future.failedFuture(cause));
    }

    /**
     * What an amount of a currency may be.
     *
     * @param code ISO 4217
     */
    public Future<CurrencyRules> currency(Account account, String code) {
        String from = " FROM currency_constant WHERE currency_constant.code = '" + code + "'";
        Function<JsonNode, Future<CurrencyRules>> read = results -> AdsResponseParser.currency(results, code);
        return search(account, AdsQuery.CURRENCY + AdsQuery.CURRENCY_MINIMUM + from, read)
                .recover(cause -> lacksField(cause)
                        ? search(account, AdsQuery.CURRENCY + from, read)
                        : Future.failedFuture(cause));
    }

    /** An older version of the API lacks the newest fields. */
    private static boolean lacksField(Throwable cause) {
        return AdsRefusal.of(ProviderException.of(cause))
                .filter(AdsRefusal.UnknownField.class::isInstance)
                .isPresent();
    }

    /**
     * What the campaign did in each hour of some days, both ends included; hours without anything are left out. Up to
     * {@link HourReports#FRESH} old, and read together with other campaigns of the account.
     */
    public Future<List<AdsMetrics>> hours(Account account, String campaignId, LocalDate from, LocalDate to) {
        return reports.read(account, purpose, campaignId, new HourReports.DayRange(from, to));
    }

    private Future<Map<String, List<AdsMetrics>>> hours(
            Account account, OperationPurpose as, HourReports.DayRange days, Set<String> ids) {
        String from = " FROM campaign WHERE " + among(ids) + " AND segments.date BETWEEN '" + days.from() + "' AND '"
                + days.to() + "'";
        return as(as).search(account, AdsQuery.HOURS + AdsQuery.NETWORKS + from, AdsResponseParser::hours)
                .recover(cause -> lacksField(cause)
                        ? as(as).search(account, AdsQuery.HOURS + from, AdsResponseParser::hours)
                        : Future.failedFuture(cause));
    }

    /** The YouTube ids of the videos that the campaign's enabled ads show; none if there are none. */
    public Future<Set<String>> videos(Account account, String campaignId) {
        return videos.read(account, purpose, campaignId).map(found -> found.orElse(Set.of()));
    }

    private Future<Map<String, Set<String>>> videos(Account account, OperationPurpose as, Set<String> ids) {
        String query = AdsQuery.VIDEOS + " FROM ad_group_ad_asset_view WHERE " + among(ids)
                + " AND asset.type = 'YOUTUBE_VIDEO' AND ad_group_ad_asset_view.enabled = TRUE"
                + " AND ad_group_ad.status = 'ENABLED' AND ad_group.status = 'ENABLED'";
        return as(as).search(account, query, AdsResponseParser::videos);
    }

    /**
     * Who changed a campaign or its budget, newest first, as far as Google keeps it (30 days) and knows it (three
     * minutes late).
     */
    public Future<List<AdsChangeEvent>> changes(Account account, AdsCampaign campaign, Instant from, Instant to) {
        Optional<ZoneId> zone = AdsResponseParser.zone(campaign.timeZone());
        // Where Java does not know the zone, the days of the whole world.
        LocalDate last =
                LocalDate.ofInstant(to, zone.orElse(ZoneOffset.ofHours(14))).plusDays(1);
        LocalDate kept = last.minusDays(29);
        LocalDate first = LocalDate.ofInstant(from, zone.orElse(ZoneOffset.ofHours(-12)));
        String query = AdsQuery.CHANGES + " FROM change_event"
                + " WHERE change_event.change_date_time >= '" + (first.isBefore(kept) ? kept : first)
                + "' AND change_event.change_date_time <= '" + last
                + "' AND change_event.change_resource_type IN ('CAMPAIGN', 'CAMPAIGN_BUDGET')"
                + " ORDER BY change_event.change_date_time DESC LIMIT 1000";
        Set<String> resources =
                Set.of(campaign.budget().name(), "customers/" + account.customerId() + "/campaigns/" + campaign.id());
        return search(account, query, stream -> AdsResponseParser.changes(stream, resources));
    }

    private static String among(Set<String> ids) {
        return "campaign.id IN (" + String.join(", ", ids) + ")";
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
        shared.http().close();
    }

    /** How the last call ended, for health. */
    public LastOutcome last() {
        return shared.http().last();
    }

    private <T> Future<T> search(Account account, String query, Function<JsonNode, Future<T>> read) {
        return send(account, "googleAds:searchStream", ProviderJson.object().put("query", query), FencingCheck.OPEN)
                // An answer that makes no sense is a failure to health, too.
                .compose(reply -> last().of(read.apply(reply.body())));
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
        shared.developerToken().get().ifPresent(token -> headers.put("developer-token", token));
        if (account.managerId() != null) {
            headers.put("login-customer-id", account.managerId());
        }
        String address = shared.base() + account.customerId() + "/" + method;
        // A search counts as one however much it answers, a change as one an operation.
        return shared.operations()
                .take(purpose, 1)
                .compose(taken -> shared.http().post(address, headers, body, gate));
    }

    /**
     * An ads campaign as Google has it.
     *
     * @param status {@code ENABLED}, {@code PAUSED} or {@code REMOVED}
     * @param channelType such as {@code DEMAND_GEN} or {@code VIDEO}
     * @param currency of the account, ISO 4217
     * @param timeZone of the account, by its name in the tz database: its days are what budgets and metrics count by
     * @param requestId Google's id of the request that read it
     */
    public record AdsCampaign(
            String id,
            String status,
            String channelType,
            Budget budget,
            Serving serving,
            String currency,
            String timeZone,
            @Nullable String requestId) {
        public static final String DEMAND_GEN = "DEMAND_GEN";

        /**
         * The campaign's budget.
         *
         * @param name its resource name
         * @param period what its amount is for
         * @param amountMicros of a day, or of the whole time if the period is not {@link BudgetPeriod#DAILY}
         * @param removed whether it was removed
         * @param sharedWith how many campaigns it moves
         */
        public record Budget(
                String name,
                BudgetPeriod period,
                long amountMicros,
                boolean removed,
                boolean shared,
                long sharedWith) {}

        /** What a budget's amount is for. */
        public enum BudgetPeriod {
            DAILY,
            /** One amount for all the time from the campaign's start to its end. */
            TOTAL,
            /** One that the API has, and the engine does not know. */
            UNKNOWN;

            static BudgetPeriod of(String wire) {
                return switch (wire.toUpperCase(Locale.ROOT)) {
                    case "DAILY" -> DAILY;
                    case "CUSTOM_PERIOD" -> TOTAL;
                    default -> UNKNOWN;
                };
            }
        }

        /**
         * Whether and why it serves.
         *
         * @param start in the account's time zone, {@code null} where this version of the API does not say
         * @param end likewise
         * @param primaryStatus such as {@code ELIGIBLE}, {@code LIMITED} or {@code NOT_ELIGIBLE}, empty if not known
         * @param reasons Google's words for it, such as {@code BUDGET_CONSTRAINED}
         */
        public record Serving(
                @Nullable LocalDateTime start,
                @Nullable LocalDateTime end,
                String primaryStatus,
                List<String> reasons) {
            public Serving {
                reasons = List.copyOf(reasons);
            }
        }

        /** Whether it is switched on. */
        public boolean enabled() {
            return status.equals("ENABLED");
        }

        public boolean removed() {
            return status.equals("REMOVED");
        }
    }
}
