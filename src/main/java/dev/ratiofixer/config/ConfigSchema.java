package dev.ratiofixer.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.settings.SettingsCheck.SettingsProblem;
import dev.ratiofixer.text.PlainText.SchemaPattern;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The JSON Schema beside the configuration file: the one place of every key's bounds and default. */
final class ConfigSchema {
    private static final String RESOURCE = "ratio-fixer.schema.json";
    private static final String REF = "$ref";

    private final JsonNode schema = load();
    private final Validator validator = Validator.create(
            JsonSchema.of(new JsonObject(anchored(schema.deepCopy()).toString())),
            new JsonSchemaOptions()
                    .setBaseUri("urn:ratio-fixer:configuration")
                    .setDraft(Draft.DRAFT202012)
                    .setOutputFormat(OutputFormat.Basic));

    private static JsonNode load() {
        try (InputStream resource = ConfigSchema.class.getResourceAsStream(RESOURCE)) {
            return Json.mapper().readTree(Objects.requireNonNull(resource, RESOURCE + " is not in the build"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The validator's patterns are Java's, the schema's are JavaScript's. */
    private static JsonNode anchored(JsonNode part) {
        if (part instanceof ObjectNode object && object.path("pattern").isTextual()) {
            object.put("pattern", SchemaPattern.toJava(object.path("pattern").asText()));
        }
        part.forEach(ConfigSchema::anchored);
        return part;
    }

    /** What is wrong with the document as it was written. */
    List<SettingsProblem> check(ObjectNode document) {
        return new SchemaProblems(this, document).of(validator.validate(new JsonObject(document.toString())));
    }

    /** Adds every default that the document leaves out. */
    void fill(ObjectNode document) {
        fill(document, schema);
    }

    private void fill(ObjectNode object, JsonNode written) {
        for (var property : follow(written).path("properties").properties()) {
            JsonNode preset = property.getValue().get("default");
            if (preset != null && !object.has(property.getKey())) {
                object.set(property.getKey(), preset.deepCopy());
            }
            if (object.get(property.getKey()) instanceof ObjectNode inner) {
                fill(inner, property.getValue());
            }
        }
    }

    /** The schema at a keyword location such as {@code #/properties/http/$ref/properties/port}, references followed. */
    JsonNode at(String location) {
        JsonNode here = schema;
        for (String step : location.split("/", -1)) {
            if (step.equals(REF)) {
                here = follow(here);
            } else if (!step.equals("#")) {
                here = here.isArray() ? here.path(Integer.parseInt(step)) : here.path(step.replace("~1", "/"));
            }
        }
        return here;
    }

    private JsonNode follow(JsonNode written) {
        JsonNode reference = written.get(REF);
        return reference == null ? written : at(reference.asText());
    }

    /** Turns a validator's output into problems that name the path, the value and what is allowed there. */
    static final class SchemaProblems {
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
                put(
                        path,
                        "***",
                        "a secret never stands in the file; put it into the environment, one of " + secretNames());
                return;
            }
            String known = StreamSupport.stream(
                            rule.path("properties").properties().spliterator(), false)
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
}
