package dev.ratiofixer.google.ads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.ads.AdsAccountState.CurrencyRules;
import dev.ratiofixer.google.ads.AdsAccountState.Declarations;
import dev.ratiofixer.google.ads.AdsAccountState.UndeclaredCampaign;
import dev.ratiofixer.google.ads.AdsMetrics.AdNetwork;
import dev.ratiofixer.google.ads.GoogleAdsClient.AdsCampaign;
import dev.ratiofixer.google.ads.GoogleAdsClient.AdsCampaign.BudgetPeriod;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.Rejected;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads Google Ads' answers. */
public final class AdsResponseParser {
    private static final int LAST_HOUR = 23;

    private AdsResponseParser() {}

    /** Campaigns by id. */
    static Future<Map<String, AdsCampaign>> campaigns(JsonNode stream) {
        Map<String, AdsCampaign> found = new HashMap<>();
        for (JsonNode row : rows(stream)) {
            JsonNode campaign = row.path("campaign");
            JsonNode budget = row.path("campaignBudget");
            String id = campaign.path("id").asText("");
            if (!isTime(campaign.path("startDateTime")) || !isTime(campaign.path("endDateTime"))) {
                return failed(new ProviderFailure.Indeterminate(
                        "Google Ads gives a start or an end of campaign " + id + " that is no time"));
            }
            BudgetPeriod period = BudgetPeriod.of(budget.path("period").asText(""));
            String amount = period == BudgetPeriod.TOTAL ? "totalAmountMicros" : "amountMicros";
            if (!budget.hasNonNull("resourceName")
                    || (period == BudgetPeriod.DAILY
                            && budget.path("amountMicros").asLong(0) <= 0)) {
                return failed(new ProviderFailure.Indeterminate("Google Ads shows no budget of ads campaign " + id));
            }
            found.put(
                    id,
                    new AdsCampaign(
                            id,
                            campaign.path("status").asText("UNKNOWN"),
                            campaign.path("advertisingChannelType").asText("UNKNOWN"),
                            new AdsCampaign.Budget(
                                    budget.path("resourceName").asText(),
                                    period,
                                    budget.path(amount).asLong(0),
                                    budget.path("status").asText("").equals("REMOVED"),
                                    budget.path("explicitlyShared").asBoolean(false),
                                    budget.path("referenceCount").asLong(1)),
                            serving(campaign),
                            row.path("customer").path("currencyCode").asText(""),
                            row.path("customer").path("timeZone").asText(""),
                            requestId(stream)));
        }
        return Future.succeededFuture(Map.copyOf(found));
    }

    /** Videos by campaign. */
    static Future<Map<String, Set<String>>> videos(JsonNode stream) {
        Map<String, Set<String>> found = new HashMap<>();
        for (JsonNode row : rows(stream)) {
            String id = row.path("asset")
                    .path("youtubeVideoAsset")
                    .path("youtubeVideoId")
                    .asText("");
            if (!id.isEmpty()) {
                found.computeIfAbsent(row.path("campaign").path("id").asText(""), unused -> new HashSet<>())
                        .add(id);
            }
        }
        return Future.succeededFuture(Map.copyOf(found));
    }

    private static AdsCampaign.Serving serving(JsonNode campaign) {
        List<String> reasons = new ArrayList<>();
        campaign.path("primaryStatusReasons").forEach(reason -> reasons.add(reason.asText()));
        return new AdsCampaign.Serving(
                time(campaign.path("startDateTime").asText("")),
                time(campaign.path("endDateTime").asText("")),
                campaign.path("primaryStatus").asText(""),
                reasons);
    }

    private static @Nullable LocalDateTime time(String text) {
        try {
            return text.isEmpty() ? null : LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeException broken) {
            return null;
        }
    }

    /** An end that is told and not understood is not no end. */
    private static boolean isTime(JsonNode told) {
        return told.asText("").isEmpty() || time(told.asText()) != null;
    }

    static Future<Declarations> declarations(JsonNode stream) {
        List<UndeclaredCampaign> undeclared = new ArrayList<>();
        for (JsonNode row : rows(stream)) {
            JsonNode campaign = row.path("campaign");
            // A flag that is not set is left out.
            if (campaign.path("missingEuPoliticalAdvertisingDeclaration").asBoolean(false)) {
                undeclared.add(new UndeclaredCampaign(
                        campaign.path("id").asText(),
                        campaign.path("name").asText(),
                        campaign.path("advertisingChannelType").asText("UNKNOWN")));
            }
        }
        return Future.succeededFuture(new Declarations(true, undeclared));
    }

    static Future<CurrencyRules> currency(JsonNode stream, String code) {
        for (JsonNode row : rows(stream)) {
            JsonNode currency = row.path("currencyConstant");
            long unit = currency.path("billableUnitMicros").asLong(0);
            if (unit <= 0) {
                break;
            }
            long minimum = currency.path("demandGenInfo")
                    .path("minimumBudgetPerDayMicros")
                    .asLong(0);
            return Future.succeededFuture(
                    new CurrencyRules(code, unit, minimum > 0 ? OptionalLong.of(minimum) : OptionalLong.empty()));
        }
        return failed(new ProviderFailure.Indeterminate(
                "Google Ads does not say in which steps it takes amounts in " + code));
    }

    /** Hours by campaign, the oldest first; an hour has a line for each network. */
    static Future<Map<String, List<AdsMetrics>>> hours(JsonNode stream) {
        Map<String, List<AdsMetrics>> hours = new HashMap<>();
        try {
            for (JsonNode row : rows(stream)) {
                JsonNode metrics = row.path("metrics");
                JsonNode segments = row.path("segments");
                int hour = segments.path("hour").asInt(-1);
                if (hour < 0 || hour > LAST_HOUR) {
                    return failed(new ProviderFailure.Indeterminate(
                            "Google Ads gives figures that cannot be read: an hour that is none"));
                }
                hours.computeIfAbsent(row.path("campaign").path("id").asText(""), unused -> new ArrayList<>())
                        .add(new AdsMetrics(
                                LocalDate.parse(segments.path("date").asText()),
                                hour,
                                AdNetwork.of(segments.path("adSubNetworkType").asText("")),
                                whole(metrics.path("costMicros")),
                                whole(metrics.path("impressions")),
                                whole(metrics.path("videoTrueviewViews"))));
            }
        } catch (DateTimeException broken) {
            return failed(new ProviderFailure.Indeterminate(
                    "Google Ads gives figures that cannot be read: a day that is no date"));
        } catch (NumberFormatException broken) {
            return failed(new ProviderFailure.Indeterminate(
                    "Google Ads gives figures that cannot be read: one is no number"));
        }
        hours.values()
                .forEach(of -> of.sort(Comparator.comparing(AdsMetrics::date).thenComparingInt(AdsMetrics::hour)));
        return Future.succeededFuture(Map.copyOf(hours));
    }

    /** Changes of these resources, in the order of the answer. */
    static Future<List<AdsChangeEvent>> changes(JsonNode stream, Set<String> resources) {
        List<AdsChangeEvent> changes = new ArrayList<>();
        for (JsonNode row : rows(stream)) {
            JsonNode event = row.path("changeEvent");
            String resource = event.path("changeResourceName").asText("");
            if (resources.contains(resource)) {
                JsonNode micros =
                        event.path("newResource").path("campaignBudget").path("amountMicros");
                String status = event.path("newResource")
                        .path("campaign")
                        .path("status")
                        .asText("");
                changes.add(new AdsChangeEvent(
                        event.path("changeDateTime").asText(""),
                        resource,
                        event.path("clientType").asText("UNKNOWN"),
                        event.path("userEmail").asText(""),
                        micros.isMissingNode() ? null : micros.asLong(),
                        status.isEmpty() ? null : status));
            }
        }
        return Future.succeededFuture(List.copyOf(changes));
    }

    /** Empty where Google names a zone that Java does not know. */
    static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    /**
     * A count or an amount; what is 0 may be left out.
     *
     * @throws NumberFormatException if it is told and cannot be read
     */
    private static long whole(JsonNode told) {
        if (told.isMissingNode()) {
            return 0;
        }
        long number = Long.parseLong(told.asText());
        if (number < 0) {
            throw new NumberFormatException("negative");
        }
        return number;
    }

    private static @Nullable String requestId(JsonNode stream) {
        String id = stream.path(0).path("requestId").asText("");
        return id.isEmpty() ? null : id;
    }

    private static List<JsonNode> rows(JsonNode stream) {
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode chunk : stream) {
            chunk.path("results").forEach(rows::add);
        }
        return rows;
    }

    private static <T> Future<T> failed(ProviderFailure failure) {
        return Future.failedFuture(new ProviderException(failure));
    }

    /** What a refusal by Google Ads is about, of those that say something of a campaign or its account. */
    public sealed interface AdsRefusal {
        /**
         * The amount is under the minimum of a Demand Gen campaign's day.
         *
         * @param minimumMicros the least amount that would be accepted, empty if Google did not say
         * @param perDayMicros the rule that it follows from, which is the currency's; empty if Google did not say
         */
        record BelowMinimum(OptionalLong minimumMicros, OptionalLong perDayMicros) implements AdsRefusal {}

        /** A campaign of the account is not declared, so nothing of it may be changed. */
        record Undeclared() implements AdsRefusal {}

        /** The budget is one for the whole time of its campaign. */
        record TotalBudget() implements AdsRefusal {}

        /** The amount is not a multiple of the currency's smallest unit. */
        record NotPayable() implements AdsRefusal {}

        /** The campaign, or its budget, has ended or was removed. */
        record Over() implements AdsRefusal {}

        /** The account that authorized the engine may not change, or not even see, this customer's campaigns. */
        record NotPermitted(String code) implements AdsRefusal {}

        /** The version of the API does not have a field that was asked for. */
        record UnknownField() implements AdsRefusal {}

        /** Two spellings: the blog post that announced it, and the released error. */
        Set<String> MINIMUM = Set.of("BUDGET_BELOW_PER_DAY_MINIMUM", "BUDGET_BELOW_DAILY_MINIMUM");

        Set<String> OVER = Set.of(
                "CAMPAIGN_BUDGET_REMOVED",
                "INVALID_OPERATION_IF_SERVING_STATUS_HAS_ENDED",
                "OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE");

        Set<String> PERMISSION = Set.of(
                "USER_PERMISSION_DENIED",
                "CUSTOMER_NOT_ENABLED",
                "CUSTOMER_NOT_FOUND",
                "ACTION_NOT_PERMITTED",
                "ACTION_NOT_PERMITTED_FOR_SUSPENDED_ACCOUNT",
                "AUTHORIZATION_ERROR",
                "INCOMPLETE_SIGNUP",
                "MISSING_TOS",
                "INVALID_LOGIN_CUSTOMER_ID_SERVING_CUSTOMER_ID_COMBINATION",
                "SERVICE_ACCESS_DENIED",
                "ACCESS_DENIED_FOR_ACCOUNT_TYPE",
                "METRIC_ACCESS_DENIED",
                "MUTATE_NOT_PERMITTED_FOR_CUSTOMER",
                "MUTATE_ACTION_NOT_PERMITTED_FOR_CLIENT",
                "UPDATE_OPERATION_NOT_PERMITTED",
                "OPERATION_NOT_PERMITTED_FOR_CAMPAIGN_TYPE",
                "MUTATE_NOT_ALLOWED",
                "CANNOT_BE_EXECUTED_BY_MANAGER_ACCOUNT",
                "INVALID_LOGIN_CUSTOMER_ID",
                "INVALID_CUSTOMER_ID",
                "CLIENT_CUSTOMER_ID_INVALID");

        /** What a failure says of the campaign or its account; empty for one that is about something else. */
        static Optional<AdsRefusal> of(ProviderFailure failure) {
            return switch (failure) {
                case Rejected refused -> of(refused);
                case ProviderFailure.NotFound missing
                when PERMISSION.contains(missing.code()) -> Optional.of(new NotPermitted(missing.code()));
                case ProviderFailure.NotFound other -> Optional.empty();
                case ProviderFailure.QuotaExhausted other -> Optional.empty();
                case ProviderFailure.Throttled other -> Optional.empty();
                case ProviderFailure.Unauthorized other -> Optional.empty();
                case ProviderFailure.Unreachable other -> Optional.empty();
                case ProviderFailure.Indeterminate other -> Optional.empty();
                case ProviderFailure.Aborted other -> Optional.empty();
            };
        }

        private static Optional<AdsRefusal> of(Rejected refused) {
            List<String> codes = refused.details().codes();
            if (codes.stream().anyMatch(MINIMUM::contains)) {
                OptionalLong perDay = micros(refused, "budgetPerDayMinimumMicros");
                OptionalLong least = micros(refused, "minimumBudgetAmountMicros");
                return Optional.of(new BelowMinimum(least.isPresent() ? least : perDay, perDay));
            }
            if (codes.contains("EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED")) {
                return Optional.of(new Undeclared());
            }
            if (codes.contains("BUDGET_AMOUNT_MUST_BE_UNSET_FOR_CUSTOM_BUDGET_PERIOD")) {
                return Optional.of(new TotalBudget());
            }
            if (codes.contains("NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT")) {
                return Optional.of(new NotPayable());
            }
            if (codes.stream().anyMatch(OVER::contains)) {
                return Optional.of(new Over());
            }
            if (codes.contains("UNRECOGNIZED_FIELD")) {
                return Optional.of(new UnknownField());
            }
            return codes.stream().filter(PERMISSION::contains).findFirst().map(NotPermitted::new);
        }

        /** A budget may have several campaigns: the amount that would do is then more than the rule says of one. */
        private static OptionalLong micros(Rejected refused, String name) {
            String micros = refused.details().facts().getOrDefault(name, "");
            return micros.matches("[1-9][0-9]{0,17}") ? OptionalLong.of(Long.parseLong(micros)) : OptionalLong.empty();
        }
    }
}
