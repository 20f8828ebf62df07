package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.world.AdAccountRules;
import dev.ratiofixer.sandbox.world.AdAccountRules.CustomerAccess;
import dev.ratiofixer.sandbox.world.AdAccountRules.MinimumError;
import dev.ratiofixer.sandbox.world.AdBudget;
import dev.ratiofixer.sandbox.world.AdCampaign;
import io.vertx.core.json.JsonObject;

/** The rules of an account that a mutate has to keep. */
record MutateRules(AdAccountRules rules) {
    private static final long MOST = 1_000_000_000_000L;

    /**
     * What every mutate of the account has to keep. A trial passes while a declaration is missing, as it was seen to
     * with Google.
     */
    void check(MutateOperation operation, boolean validateOnly) {
        if (rules.access() == CustomerAccess.READ_ONLY) {
            throw operation.denied(
                    "authorizationError",
                    "ACTION_NOT_PERMITTED",
                    "The user does not have permission to perform this action on the resource or call a method.");
        }
        if (rules.blocked() && !validateOnly) {
            throw operation.undeclared();
        }
    }

    /** A campaign that was removed takes no change. */
    void campaign(AdCampaign campaign, MutateOperation operation) {
        if (rules.of(campaign).removed()) {
            throw operation.denied(
                    "operationAccessDeniedError",
                    "OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE",
                    "Operations are not permitted on removed resources.");
        }
    }

    /** An amount that a budget may have. */
    long budget(AdBudget budget, long micros, MutateOperation operation) {
        if (budget.campaigns().stream().allMatch(campaign -> rules.of(campaign).removed())) {
            throw amount("CAMPAIGN_BUDGET_REMOVED", "A campaign budget cannot be used.", micros, operation);
        }
        if (budget.campaigns().stream().anyMatch(campaign -> rules.of(campaign).totalBudget())) {
            throw amount(
                    "BUDGET_AMOUNT_MUST_BE_UNSET_FOR_CUSTOM_BUDGET_PERIOD",
                    "The field amount_micros must be unset for a custom budget period.",
                    micros,
                    operation);
        }
        if (micros < 0) {
            throw amount("NEGATIVE_MONEY_AMOUNT", "A money amount was negative.", micros, operation);
        }
        if (micros == 0) {
            String message = "A money amount was less than the minimum CPC for currency.";
            throw amount("MONEY_AMOUNT_LESS_THAN_CURRENCY_MINIMUM_CPC", message, micros, operation);
        }
        if (micros > MOST) {
            String message = "A money amount was greater than the maximum allowed.";
            throw amount("MONEY_AMOUNT_TOO_LARGE", message, micros, operation);
        }
        if (micros % rules.unitMicros() != 0) {
            String message = "A money amount was not a multiple of a minimum unit.";
            throw amount("NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT", message, micros, operation);
        }
        if (micros < rules.minimumMicros()) {
            throw belowMinimum(micros, operation);
        }
        return micros;
    }

    private RuntimeException belowMinimum(long micros, MutateOperation operation) {
        String message = "The budget is below the per-day minimum of Demand Gen campaigns.";
        if (rules.minimumError() == MinimumError.UNPUBLISHED) {
            JsonObject unpublished =
                    new JsonObject().put("unpublishedErrorCode", "CampaignBudgetError.BUDGET_BELOW_DAILY_MINIMUM");
            return operation.refused("UNKNOWN", message, micros, unpublished);
        }
        JsonObject figures = new JsonObject()
                .put("currencyCode", rules.currency())
                .put("budgetPerDayMinimumMicros", Long.toString(rules.minimumMicros()))
                .put("minimumBudgetAmountMicros", Long.toString(rules.minimumMicros()))
                .put("failedBudgetAmountMicros", Long.toString(micros));
        return operation.refused(
                rules.minimumError().name(),
                message,
                micros,
                new JsonObject().put("budgetPerDayMinimumErrorDetails", figures));
    }

    private static RuntimeException amount(String code, String message, long micros, MutateOperation operation) {
        return operation.refused(code, message, micros, new JsonObject());
    }
}
