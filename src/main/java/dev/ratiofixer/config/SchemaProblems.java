package dev.ratiofixer.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.settings.SettingsProblem;
import io.vertx.json.schema.OutputUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Turns a validator's output into problems that name the path, the value and what is allowed there. */
final class SchemaProblems {
    private final ConfigSchema schema;
    private final JsonNode document;
    /** By path: the first word on a key is the one that helps, the rest follow from it. */
    private final Map<String, SettingsProblem> problems = new LinkedHashMap<>();

    SchemaProblems(ConfigSchema schema, ObjectNode document) {
        this.schema = schema;
        this.document = document;
    }

    List<SettingsProblem> of(OutputUnit output) {
        if (output.getErrors() != null) {
            output.getErrors().forEach(this::add);
        }
        return new ArrayList<>(problems.values());
    }

    private void add(OutputUnit error) {
        String location = error.getKeywordLocation();
        int slash = location.lastIndexOf('/');
        String keyword = location.substring(slash + 1);
        JsonNode rule = schema.at(location.substring(0, slash));
        JsonPath path = JsonPath.of(error.getInstanceLocation());
        switch (keyword) {
            case "required" -> missing(path, rule);
            case "additionalProperties" -> unknown(path, rule);
            case "type", "enum", "pattern", "minimum", "maximum", "exclusiveMinimum" -> wrong(path, rule);
            case "minLength", "maxLength", "maxItems", "uniqueItems" -> wrong(path, rule);
            default -> {
                // A step on the way to one of the above.
            }
        }
    }

    private void missing(JsonPath object, JsonNode rule) {
        for (JsonNode key : rule.path("required")) {
            if (!object.in(document).has(key.asText())) {
                put(object.child(key.asText()), "missing", "it is required here");
            }
        }
    }

    private void unknown(JsonPath path, JsonNode rule) {
        if (rule.path("properties").has(path.name())) {
            return;
        }
        if (Masked.isSecret(path.name())) {
            put(path, "***", "a secret never stands in the file; put it into the environment, one of " + secretNames());
            return;
        }
        String known = StreamSupport.stream(rule.path("properties").properties().spliterator(), false)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        put(path, "unknown", "known here are " + known);
    }

    private void wrong(JsonPath path, JsonNode rule) {
        put(path, Masked.value(path.name(), path.in(document)), "must be " + allowed(rule));
    }

    private static String allowed(JsonNode rule) {
        if (rule.has("enum")) {
            return "one of " + list(rule.path("enum"));
        }
        if (rule.has("minimum") || rule.has("exclusiveMinimum")) {
            String unit = rule.path("type").toString().contains("integer") ? "a whole number" : "a number";
            return unit + " " + range(rule);
        }
        if (rule.has("title")) {
            return rule.path("title").asText() + (rule.has("maxItems") ? ", none twice" : "");
        }
        return switch (rule.path("type").asText()) {
            case "boolean" -> "true or false";
            case "object" -> "an object";
            default -> "a " + rule.path("type").asText();
        };
    }

    private static String range(JsonNode rule) {
        @Nullable JsonNode above = rule.get("exclusiveMinimum");
        String from = above == null ? "from " + rule.path("minimum").asText() : "above " + above.asText();
        return from + " to " + rule.path("maximum").asText()
                + (rule.path("type").isArray() ? ", or null" : "");
    }

    private static String secretNames() {
        return Arrays.stream(Secret.values()).map(Enum::name).collect(Collectors.joining(", "));
    }

    private static String list(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    private void put(JsonPath path, String value, String allowed) {
        problems.putIfAbsent(path.toString(), new SettingsProblem(path.toString(), value, allowed));
    }
}
