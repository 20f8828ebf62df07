package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.wire.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A mutate request, read as strictly as Google reads it: updates only, each with a mask. */
record Mutation(List<JsonObject> operations, boolean validateOnly) {
    private static final Set<String> FIELDS =
            Set.of("operations", "partialFailure", "validateOnly", "responseContentType");

    static Mutation of(Call call, String requestId) {
        JsonObject body = AdsGate.body(call, FIELDS);
        if (!(body.getValue("operations") instanceof JsonArray operations) || operations.isEmpty()) {
            throw AdsFailure.invalid("fieldError", "REQUIRED", "The required field was not present.", "", "operations")
                    .refused(requestId);
        }
        if (Boolean.TRUE.equals(body.getValue("partialFailure"))) {
            throw AdsFailure.invalid(
                            "requestError",
                            "PARTIAL_FAILURE_MODE_REQUIRED",
                            "The sandbox applies all operations or none: partialFailure has to be false.",
                            "true",
                            "partialFailure")
                    .refused(requestId);
        }
        List<JsonObject> updates = IntStream.range(0, operations.size())
                .mapToObj(i -> update(operations.getValue(i), requestId))
                .toList();
        return new Mutation(updates, Boolean.TRUE.equals(body.getValue("validateOnly")));
    }

    private static JsonObject update(Object operation, String requestId) {
        if (!(operation instanceof JsonObject given) || !(given.getValue("update") instanceof JsonObject)) {
            throw AdsFailure.denied(
                            "operationAccessDeniedError",
                            "OPERATION_NOT_PERMITTED_FOR_CAMPAIGN_TYPE",
                            "The sandbox knows update operations only, no create and no remove.")
                    .refused(requestId);
        }
        AdsGate.known(given, Set.of("update", "updateMask"), "operations[0]");
        return given;
    }

    /** The one field that an operation changes: its mask has to name it and nothing else. */
    static Object change(JsonObject operation, String snake, String camel, Set<String> immutable, String requestId) {
        if (!(operation.getValue("updateMask") instanceof String mask) || mask.isBlank()) {
            throw AdsFailure.invalid(
                            "fieldMaskError",
                            "FIELD_MASK_MISSING",
                            "The field mask must be provided for update operations.",
                            "",
                            "operations.update_mask")
                    .refused(requestId);
        }
        for (String path : mask.split(",", -1)) {
            if (!path.equals(snake) && !path.equals(camel)) {
                throw unmasked(path, immutable).refused(requestId);
            }
        }
        Object value = operation.getJsonObject("update").getValue(camel);
        if (value == null) {
            throw AdsFailure.invalid(
                            "fieldError",
                            "REQUIRED",
                            "The required field was not present.",
                            "",
                            "operations.update." + snake)
                    .refused(requestId);
        }
        return value;
    }

    private static AdsFailure unmasked(String path, Set<String> immutable) {
        return immutable.contains(path)
                ? AdsFailure.invalid(
                        "fieldError", "IMMUTABLE_FIELD", "The field cannot be modified.", path, "operations.update")
                : AdsFailure.invalid(
                        "fieldMaskError",
                        "FIELD_NOT_FOUND",
                        "The field mask contained an invalid field: '" + path + "'.",
                        path,
                        "operations.update_mask");
    }

    /** The resource that an operation names. */
    static String resourceName(JsonObject operation, String requestId) {
        if (operation.getJsonObject("update").getValue("resourceName") instanceof String name) {
            return name;
        }
        throw AdsFailure.invalid(
                        "fieldError",
                        "REQUIRED",
                        "The required field was not present.",
                        "",
                        "operations.update.resource_name")
                .refused(requestId);
    }

    /** What is not there. */
    static AdsFailure notFound(String resourceName) {
        return AdsFailure.invalid(
                "mutateError",
                "RESOURCE_NOT_FOUND",
                "Resource was not found.",
                resourceName,
                "operations.update.resource_name");
    }

    /** What belongs to a campaign that Google lets nobody change through the API. */
    static AdsFailure notPermitted() {
        return AdsFailure.denied(
                "operationAccessDeniedError",
                "MUTATE_ACTION_NOT_PERMITTED_FOR_CLIENT",
                "Mutates are not allowed for the requested resource.");
    }

    /** The answer: the names of what changed, or nothing if it was only tried. */
    JsonObject answered(List<String> names) {
        JsonArray results = new JsonArray();
        names.forEach(name -> results.add(new JsonObject().put("resourceName", name)));
        return validateOnly ? new JsonObject() : new JsonObject().put("results", results);
    }
}
