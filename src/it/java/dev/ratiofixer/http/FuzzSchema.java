package dev.ratiofixer.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The contract as a plain document: what each operation takes. */
final class FuzzSchema {
    private final JsonObject document;

    FuzzSchema(String yaml) {
        Map<String, Object> read = new Yaml().load(yaml);
        this.document = new JsonObject(new JsonObject(read).encode());
    }

    /**
     * One operation.
     *
     * @param path with {@code {id}} in it
     * @param parameters each with its name, place and schema
     * @param body schema of the body, empty if there is none
     * @param examples bodies that the contract shows
     */
    record Operation(
            String id,
            String method,
            String path,
            List<JsonObject> parameters,
            Optional<JsonObject> body,
            List<JsonObject> examples) {}

    List<Operation> operations() {
        List<Operation> found = new ArrayList<>();
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue())
                        .forEach(method ->
                                found.add(operation(path.getKey(), method.getKey(), (JsonObject) method.getValue()))));
        return found;
    }

    private Operation operation(String path, String method, JsonObject operation) {
        List<JsonObject> parameters = operation.getJsonArray("parameters", new JsonArray()).stream()
                .map(parameter -> resolve((JsonObject) parameter))
                .toList();
        Optional<JsonObject> json = Optional.ofNullable(operation.getJsonObject("requestBody"))
                .map(this::resolve)
                .map(body -> body.getJsonObject("content").getJsonObject("application/json"));
        return new Operation(
                operation.getString("operationId"),
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                parameters,
                json.map(type -> resolve(type.getJsonObject("schema"))),
                json.stream().flatMap(FuzzSchema::examples).toList());
    }

    private static Stream<JsonObject> examples(JsonObject type) {
        return type.getJsonObject("examples", new JsonObject()).stream()
                .map(example -> ((JsonObject) example.getValue()).getJsonObject("value"));
    }

    /** Follows references. */
    JsonObject resolve(JsonObject schema) {
        String reference = schema.getString("$ref");
        if (reference == null) {
            return schema;
        }
        JsonObject at = document;
        for (String step : reference.substring(2).split("/", -1)) {
            at = at.getJsonObject(step);
        }
        return resolve(at);
    }
}
