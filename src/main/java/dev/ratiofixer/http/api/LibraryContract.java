package dev.ratiofixer.http.api;

import dev.ratiofixer.text.SchemaPattern;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.MediaType;
import java.util.Map;

/**
 * Makes of our contract one that vertx-openapi takes. It refuses a contract with {@code application/problem+json} or
 * {@code text/event-stream} among its answers, and it wants a handler of its own for every way to show a key, where
 * {@link dev.ratiofixer.http.server.AuthenticationHandler} has let the caller in already. And its patterns are Java's,
 * where ours are JavaScript's. All that changes in the library's own copy only.
 */
final class LibraryContract {
    private static final String HEAD = "head_";

    private LibraryContract() {}

    static JsonObject of(JsonObject contract) {
        JsonObject copy = contract.copy();
        copy.remove("security");
        for (Object path : values(copy.getJsonObject("paths"))) {
            addHead((JsonObject) path);
            for (Object operation : values((JsonObject) path)) {
                if (operation instanceof JsonObject object && object.containsKey("responses")) {
                    object.remove("security");
                    values(object.getJsonObject("responses")).forEach(response -> rename((JsonObject) response));
                }
            }
        }
        values(copy.getJsonObject("components").getJsonObject("responses"))
                .forEach(response -> rename((JsonObject) response));
        anchor(copy);
        return copy;
    }

    /** The validator's patterns are Java's, the contract's are JavaScript's. */
    private static void anchor(Object part) {
        if (part instanceof JsonObject object) {
            if (object.getValue("pattern") instanceof String pattern) {
                object.put("pattern", SchemaPattern.toJava(pattern));
            }
            values(object).forEach(LibraryContract::anchor);
        } else if (part instanceof JsonArray array) {
            array.forEach(LibraryContract::anchor);
        }
    }

    /** Whatever is read by GET can be asked for its headers alone; the contract need not say so of each. */
    private static void addHead(JsonObject path) {
        JsonObject get = path.getJsonObject("get");
        if (get != null) {
            path.put("head", get.copy().put("operationId", HEAD + get.getString("operationId")));
        }
    }

    /** The operation of the contract that one of the library's copy stands for. */
    static String operation(String id) {
        return id.startsWith(HEAD) ? id.substring(HEAD.length()) : id;
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
