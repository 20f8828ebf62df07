package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.wire.WireRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A mutate request, read as strictly as Google reads it. Only updates, and all of them or none. */
record Mutation(List<MutateOperation> operations, boolean validateOnly) {
    private static final Set<String> FIELDS =
            Set.of("operations", "partialFailure", "validateOnly", "responseContentType");

    /** Reads a request whose updates may have these fields. */
    static Mutation of(WireRequest call, String requestId, Set<String> updatable) {
        JsonObject body = AdsAuthorizer.body(call, FIELDS);
        if (!(body.getValue("operations") instanceof JsonArray operations) || operations.isEmpty()) {
            throw AdsFailure.invalid("fieldError", "REQUIRED", "The required field was not present.", "", "operations")
                    .refused(requestId);
        }
        if (Boolean.TRUE.equals(body.getValue("partialFailure"))) {
            throw AdsFailure.invalid(
                            "mutateError",
                            "OPERATION_DOES_NOT_SUPPORT_PARTIAL_FAILURE",
                            "The sandbox applies all operations or none.",
                            "",
                            "partial_failure")
                    .refused(requestId);
        }
        List<MutateOperation> updates = IntStream.range(0, operations.size())
                .mapToObj(i -> operation(operations.getValue(i), i, updatable, requestId))
                .toList();
        return new Mutation(updates, Boolean.TRUE.equals(body.getValue("validateOnly")));
    }

    private static MutateOperation operation(Object operation, int index, Set<String> updatable, String requestId) {
        String at = "operations[" + index + "]";
        if (!(operation instanceof JsonObject fields) || !(fields.getValue("update") instanceof JsonObject update)) {
            boolean removes = operation instanceof JsonObject given && given.containsKey("remove");
            throw AdsFailure.denied(
                            "operationAccessDeniedError",
                            removes ? "REMOVE_OPERATION_NOT_PERMITTED" : "CREATE_OPERATION_NOT_PERMITTED",
                            "The sandbox knows update operations, no create and no remove.")
                    .refused(requestId);
        }
        AdsAuthorizer.known(fields, Set.of("update", "updateMask"), at);
        AdsAuthorizer.known(update, updatable, at + ".update");
        return new MutateOperation(index, update, String.valueOf(fields.getValue("updateMask", "")), requestId);
    }

    /** The answer: the names of what changed, or nothing if it was only tried. */
    JsonObject answered(List<String> names) {
        JsonArray results = new JsonArray();
        names.forEach(name -> results.add(new JsonObject().put("resourceName", name)));
        return validateOnly ? new JsonObject() : new JsonObject().put("results", results);
    }
}
