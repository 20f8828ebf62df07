package dev.ratiofixer.http.api;

import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.MediaType;
import java.util.Map;

/**
 * Converts our contract to one that vertx-openapi takes. It refuses a contract with {@code application/problem+json} or
 * {@code text/event-stream} among its answers, and it wants a handler of its own for every way to show a key, where
 * {@link dev.ratiofixer.http.server.AuthenticationHandler} has let the caller in already. Both change in the library's
 * own copy only.
 */
final class LibraryContract {
    private LibraryContract() {}

    static JsonObject of(JsonObject contract) {
        JsonObject copy = contract.copy();
        copy.remove("security");
        for (Object path : values(copy.getJsonObject("paths"))) {
            for (Object operation : values((JsonObject) path)) {
                if (operation instanceof JsonObject object && object.containsKey("responses")) {
                    object.remove("security");
                    values(object.getJsonObject("responses")).forEach(response -> rename((JsonObject) response));
                }
            }
        }
        values(copy.getJsonObject("components").getJsonObject("responses"))
                .forEach(response -> rename((JsonObject) response));
        return copy;
    }

    private static Iterable<Object> values(JsonObject object) {
        return object.stream().map(Map.Entry::getValue).toList();
    }

    private static void rename(JsonObject response) {
        JsonObject content = response.getJsonObject("content", new JsonObject());
        for (String type : content.fieldNames().toArray(String[]::new)) {
            if (!MediaType.isMediaTypeSupported(type)) {
                Object described = content.remove(type);
                content.put(type.endsWith("json") ? MediaType.APPLICATION_JSON : MediaType.TEXT_PLAIN, described);
            }
        }
    }
}
