package dev.ratiofixer.sandbox.ads;

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
}
