package dev.ratiofixer.sandbox.sheets;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a sheet.
 *
 * @param value a text, a number or a truth value; what a formula's error is called in {@code ErrorValue}
 * @param shown in the sheet's language and formats
 * @param failed whether it is an error, or a value that is not there yet
 */
record SandboxCell(Object value, String shown, boolean failed) {
    static final SandboxCell EMPTY = new SandboxCell("", "", false);

    /** A text, shown as it is. */
    static SandboxCell text(String text) {
        return new SandboxCell(text, text, false);
    }

    static SandboxCell box(boolean checked, String shown) {
        return new SandboxCell(checked, shown, false);
    }

    static SandboxCell number(double number, String shown) {
        return new SandboxCell(number, shown, false);
    }

    static SandboxCell error(String type, String shown) {
        return new SandboxCell(type, shown, true);
    }

    boolean empty() {
        return shown.isEmpty();
    }

    /** As {@code values.get} renders it. */
    Object rendered(boolean formatted) {
        return formatted || failed ? shown : value;
    }

    /** As {@code CellData}. */
    @Nullable
    JsonObject json() {
        if (empty()) {
            return new JsonObject();
        }
        String kind = failed
                ? "errorValue"
                : switch (value) {
                    case Boolean box -> "boolValue";
                    case Number number -> "numberValue";
                    default -> "stringValue";
                };
        Object held = failed ? new JsonObject().put("type", value).put("message", "") : value;
        return new JsonObject()
                .put("effectiveValue", new JsonObject().put(kind, held))
                .put("formattedValue", shown);
    }
}
