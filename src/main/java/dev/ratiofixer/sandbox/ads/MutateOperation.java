package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.world.AdAccount.AdAccountRules;
import dev.ratiofixer.sandbox.world.AdAccount.AdAccountRules.CustomerAccess;
import dev.ratiofixer.sandbox.world.AdAccount.AdAccountRules.MinimumError;
import dev.ratiofixer.sandbox.world.AdAccount.AdBudget;
import dev.ratiofixer.sandbox.world.AdAccount.AdCampaign;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * One update of a mutate request.
 *
 * @param index its place in the request, from 0
 * @param update the resource with the changed field
 * @param mask the names of the changed fields, as given
 */
record MutateOperation(int index, JsonObject update, String mask, String requestId) {
    private static final String MISSING = "The required field was not present.";

    /** The resource that it names. */
    String resourceName() {
        if (update.getValue("resourceName") instanceof String name) {
            return name;
        }
        throw refused("fieldError", "REQUIRED", MISSING, "", "update.resource_name");
    }

    /** The new value of the one field that it may change: its mask has to name that field and no other. */
    Object change(String snake, String camel, Set<String> immutable) {
        if (mask.isBlank()) {
            String message = "The field mask must be provided for update operations.";
            throw refused("fieldMaskError", "FIELD_MASK_MISSING", message, "", "update_mask");
        }
        for (String path : mask.split(",", -1)) {
            if (immutable.contains(path)) {
                throw refused("fieldError", "IMMUTABLE_FIELD", "The field cannot be modified.", path, "update");
            }
            if (!path.equals(snake) && !path.equals(camel)) {
                String message = "The field mask contained an invalid field: '" + path + "'.";
                throw refused("fieldMaskError", "FIELD_NOT_FOUND", message, path, "update_mask");
            }
        }
        Object value = update.getValue(camel);
        if (value == null) {
            throw refused("fieldError", "REQUIRED", MISSING, "", "update." + snake);
        }
        return value;
    }

    /** A refusal of what it names, because there is no such resource. */
    RuntimeException notFound() {
        String name = resourceName();
        return refused("mutateError", "RESOURCE_NOT_FOUND", "Resource was not found.", name, "update.resource_name");
    }

    /** A refusal of what it wants for a campaign that Google lets nobody change through the API. */
    RuntimeException notPermitted() {
        return AdsFailure.denied(
                        "operationAccessDeniedError",
                        "MUTATE_ACTION_NOT_PERMITTED_FOR_CLIENT",
                        "Mutates are not allowed for the requested resource.")
                .refused(requestId);
    }

    /** A refusal of a value. */
    RuntimeException refused(String category, String code, String message, String trigger, String field) {
        return AdsFailure.invalid(category, code, message, trigger, path(field)).refused(requestId);
    }

    /** A refusal because a campaign of the account is not declared. */
    RuntimeException undeclared() {
        return refused(
                "mutateError",
                "EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED",
                "A campaign of the account lacks its declaration on EU political advertising.",
                "",
                "update");
    }

    /** A refusal of the caller, whatever the request says. */
    RuntimeException denied(String category, String code, String message) {
        return AdsFailure.denied(category, code, message).refused(requestId);
    }

    /** A refusal of a value, with what else Google says of it. */
    RuntimeException refused(String code, String message, long micros, JsonObject details) {
        return new AdsFailure(
                        400,
                        "campaignBudgetError",
                        code,
                        message,
                        Long.toString(micros),
                        path("update.amount_micros"),
                        details)
                .refused(requestId);
    }

    /** The path of one of its fields in the request. */
    String path(String field) {
        return "operations[" + index + "]." + field;
    }

    /** The rules of an account that a mutate has to keep. */
    record MutateRules(AdAccountRules rules) {
        private static final long MOST = 1_000_000_000_000L;

        /**
         * What every mutate of the account has to keep. A trial passes while a declaration is missing, as it was seen
         * to with Google.
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
            if (budget.campaigns().stream()
                    .allMatch(campaign -> rules.of(campaign).removed())) {
                throw amount("CAMPAIGN_BUDGET_REMOVED", "A campaign budget cannot be used.", micros, operation);
            }
            if (budget.campaigns().stream()
                    .anyMatch(campaign -> rules.of(campaign).totalBudget())) {
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
}
