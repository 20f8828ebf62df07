package dev.ratiofixer.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.settings.SettingsProblem;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The JSON Schema beside the configuration file: the one place of every key's bounds and default. */
final class ConfigSchema {
    private static final String RESOURCE = "ratio-fixer.schema.json";
    private static final String REF = "$ref";

    private final JsonNode schema = load();
    private final Validator validator = Validator.create(
            JsonSchema.of(new JsonObject(schema.toString())),
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
}
