package dev.ratiofixer.sandbox.sheets;

import dev.ratiofixer.sandbox.wire.RefusedException;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameter {@code fields}: names with their parts in parentheses, as {@code sheets(properties(title),merges)}.
 *
 * @param parts empty for everything
 */
record FieldMask(Map<String, FieldMask> parts) {
    /** Reads it, or refuses it. */
    static FieldMask parse(String text) {
        int[] at = {0};
        FieldMask mask = list(text, at);
        if (at[0] < text.length()) {
            throw refused(text);
        }
        return mask;
    }

    private static FieldMask list(String text, int[] at) {
        Map<String, FieldMask> parts = new LinkedHashMap<>();
        do {
            int from = at[0];
            while (at[0] < text.length() && Character.isLetter(text.charAt(at[0]))) {
                at[0]++;
            }
            String name = text.substring(from, at[0]);
            if (name.isEmpty()) {
                throw refused(text);
            }
            FieldMask inner = new FieldMask(Map.of());
            if (next(text, at, '(')) {
                inner = list(text, at);
                if (!next(text, at, ')')) {
                    throw refused(text);
                }
            }
            parts.put(name, inner);
        } while (next(text, at, ','));
        return new FieldMask(parts);
    }

    private static boolean next(String text, int[] at, char wanted) {
        boolean there = at[0] < text.length() && text.charAt(at[0]) == wanted;
        if (there) {
            at[0]++;
        }
        return there;
    }

    /** Whether a name stands anywhere in it. */
    boolean names(String name) {
        return parts.containsKey(name) || parts.values().stream().anyMatch(part -> part.names(name));
    }

    /** What it leaves of an object. */
    JsonObject of(JsonObject whole) {
        if (parts.isEmpty()) {
            return whole;
        }
        JsonObject left = new JsonObject();
        parts.forEach((name, part) -> {
            if (whole.containsKey(name)) {
                left.put(name, part.ofValue(whole.getValue(name)));
            }
        });
        return left;
    }

    private Object ofValue(Object value) {
        return switch (value) {
            case JsonObject object -> of(object);
            case JsonArray array ->
                new JsonArray(array.stream().map(this::ofValue).toList());
            default -> value;
        };
    }

    private static RefusedException refused(String text) {
        return new RefusedException(SandboxGoogleError.plain(
                400, "INVALID_ARGUMENT", "Request contains an invalid argument: fields=" + text));
    }
}
