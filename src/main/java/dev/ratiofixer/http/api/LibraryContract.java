package dev.ratiofixer.http.api;

import dev.ratiofixer.text.SchemaPattern;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.MediaType;
import java.util.Map;
import java.util.Set;

/**
 * Converts our contract to one that vertx-openapi takes. It refuses a contract with {@code application/problem+json} or
 * {@code text/event-stream} among its answers, and it wants a handler of its own for every way to show a key, where
 * {@link dev.ratiofixer.http.server.AuthenticationHandler} has let the caller in already. And its patterns are Java's,
 * where ours are JavaScript's. It refuses a server's address that is relative. And it would refuse a whole batch for
 * one item, where we answer item by item: such items are marked in the contract and checked by
 * {@link Contract#checkBody} alone. All that changes in the library's own copy only.
 */
final class LibraryContract {
    private static final String HEAD = "head_";
    private static final Set<String> WIDTHS = Set.of("int32", "int64");
    private static final String CHECKED = "x-ratio-fixer-checked";

    private LibraryContract() {}

    static JsonObject of(JsonObject contract) {
        JsonObject copy = contract.copy();
        copy.remove("security");
        copy.remove("servers");
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
        convert(copy);
        loosen(copy.getJsonObject("paths"));
        return copy;
    }

    private static void loosen(Object part) {
        if (part instanceof JsonObject object) {
            if ("one by one".equals(object.getValue(CHECKED))) {
                object.put("items", new JsonObject().put("type", "object"));
            }
            values(object).forEach(LibraryContract::loosen);
        } else if (part instanceof JsonArray array) {
            array.forEach(LibraryContract::loosen);
        }
    }

    /**
     * The validator's patterns are Java's, the contract's are JavaScript's. And to the validator a null has no width,
     * even where null is allowed: widths are for generators of clients, bounds are for us.
     */
    private static void convert(Object part) {
        if (part instanceof JsonObject object) {
            if (object.getValue("format") instanceof String format && WIDTHS.contains(format)) {
                object.remove("format");
            }
            if (object.getValue("pattern") instanceof String pattern) {
                object.put("pattern", SchemaPattern.toJava(pattern));
            }
            values(object).forEach(LibraryContract::convert);
        } else if (part instanceof JsonArray array) {
            array.forEach(LibraryContract::convert);
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
