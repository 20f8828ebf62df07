package dev.ratiofixer.http.api;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** The contract as a plain document, for tests of what is written in it. */
record ContractDocument(JsonObject root) {
    static ContractDocument read() throws IOException {
        Map<String, Object> yaml = new Yaml().load(Files.readString(Path.of("src/main/resources/" + Contract.FILE)));
        return new ContractDocument(new JsonObject(yaml));
    }

    /** One JSON body of an operation: what is sent if {@code status} is empty, else what is answered. */
    record Body(String operation, String status, JsonObject media) {
        List<JsonObject> examples() {
            return media.getJsonObject("examples", new JsonObject()).stream()
                    .map(example -> (JsonObject) example.getValue())
                    .toList();
        }
    }

    /** The JSON bodies of requests and of answers of success. */
    List<Body> bodies() {
        List<Body> found = new ArrayList<>();
        root.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue()).forEach(method -> {
                    JsonObject operation = (JsonObject) method.getValue();
                    String id = operation.getString("operationId");
                    add(found, id, "", operation.getJsonObject("requestBody"));
                    operation.getJsonObject("responses").forEach(response -> {
                        if (response.getKey().startsWith("2")) {
                            add(found, id, response.getKey(), (JsonObject) response.getValue());
                        }
                    });
                }));
        return found;
    }

    private void add(List<Body> found, String id, String status, @Nullable JsonObject holder) {
        if (holder != null) {
            JsonObject media =
                    resolve(holder).getJsonObject("content", new JsonObject()).getJsonObject("application/json");
            if (media != null) {
                found.add(new Body(id, status, media));
            }
        }
    }

    /** Follows a reference. */
    JsonObject resolve(JsonObject part) {
        String reference = part.getString("$ref");
        if (reference == null) {
            return part;
        }
        JsonObject at = root;
        for (String step : reference.substring(2).split("/", -1)) {
            at = at.getJsonObject(step);
        }
        return resolve(at);
    }

    /** Calls the visitor with every object outside examples, and the path to it. */
    void visit(BiConsumer<String, JsonObject> visitor) {
        visit("", root, visitor);
    }

    private static void visit(String path, @Nullable Object part, BiConsumer<String, JsonObject> visitor) {
        if (part instanceof JsonObject object) {
            visitor.accept(path, object);
            object.forEach(entry -> {
                if (!entry.getKey().equals("examples")) {
                    visit(path + "/" + entry.getKey(), entry.getValue(), visitor);
                }
            });
        } else if (part instanceof io.vertx.core.json.JsonArray array) {
            for (int at = 0; at < array.size(); at++) {
                visit(path + "/" + at, array.getValue(at), visitor);
            }
        }
    }
}
