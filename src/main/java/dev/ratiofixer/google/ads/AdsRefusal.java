package dev.ratiofixer.google.ads;

import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.Rejected;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

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
