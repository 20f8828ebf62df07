package dev.ratiofixer.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Shows values in messages and records without showing what may be a secret. */
final class Masked {
    private static final int LONGEST = 60;
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(secret|token|password|passwd|credential|api_?key|private_?key|database_url).*");

    private Masked() {}

    /** Whether a key of this name holds a secret. */
    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches() && !name.equals("token_url");
    }

    /** The value as JSON, shortened; an address (which may hold a password or a hook's secret path) is masked. */
    static String value(String name, JsonNode value) {
        boolean address = value.isTextual() && value.asText().contains("://");
        if (isSecret(name) || address) {
            return "***";
        }
        if (value.isContainerNode()) {
            return value.isArray() ? "a list" : "an object";
        }
        String text = value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
