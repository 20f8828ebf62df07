package dev.ratiofixer.http;

import dev.ratiofixer.http.FuzzSchema.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Bodies of one operation, with things wrong in them. */
final class FuzzBodies {
    private final Operation operation;
    private final FuzzSchema schema;

    FuzzBodies(Operation operation, FuzzSchema schema) {
        this.operation = operation;
        this.schema = schema;
    }

    byte[] make(Random random, int wrongs) {
        JsonObject body = base(random);
        for (int i = 0; i < wrongs; i++) {
            spoil(body, operation.body().orElse(new JsonObject()), random);
        }
        String text = body.encode();
        return wrongs > 0 && random.nextInt(8) == 0 ? broken(text, random) : text.getBytes(StandardCharsets.UTF_8);
    }

    private JsonObject base(Random random) {
        List<JsonObject> examples = operation.examples();
        if (examples.isEmpty()) {
            return new JsonObject();
        }
        JsonObject body = examples.get(random.nextInt(examples.size())).copy();
        freshVideo(body, random);
        body.getJsonArray("campaigns", new JsonArray()).forEach(one -> freshVideo((JsonObject) one, random));
        if (body.containsKey("role")) {
            body.put("name", "fuzz " + random.nextInt(1_000_000));
        }
        return body;
    }

    /** A video of its own for nearly every start, so that not all of them meet a running campaign. */
    private static void freshVideo(JsonObject body, Random random) {
        if (body.containsKey("campaign_name")) {
            body.remove("video_url");
            body.put("video_id", String.format("fuzz%07d", random.nextInt(10_000_000)));
        }
    }

    private void spoil(JsonObject body, JsonObject described, Random random) {
        List<String> fields = new ArrayList<>(
                described.getJsonObject("properties", new JsonObject()).fieldNames());
        fields.addAll(body.fieldNames());
        if (fields.isEmpty() || random.nextInt(8) == 0) {
            put(body, FuzzValues.text(random), FuzzValues.any(random));
            return;
        }
        String field = fields.get(random.nextInt(fields.size()));
        Object inside = body.getValue(field);
        if (inside instanceof JsonObject object && random.nextInt(3) > 0) {
            spoil(object, inner(described, field), random);
        } else if (inside instanceof JsonArray array && !array.isEmpty() && random.nextInt(3) > 0) {
            spoilItem(array, random);
        } else if (random.nextInt(5) == 0) {
            body.remove(field);
        } else {
            put(body, field, FuzzValues.any(random));
        }
    }

    private void spoilItem(JsonArray array, Random random) {
        int at = random.nextInt(array.size());
        if (array.getValue(at) instanceof JsonObject object && random.nextInt(4) > 0) {
            spoil(object, new JsonObject(), random);
        } else {
            array.set(at, FuzzValues.any(random));
        }
    }

    private JsonObject inner(JsonObject described, String field) {
        JsonObject inner =
                described.getJsonObject("properties", new JsonObject()).getJsonObject(field);
        return inner == null ? new JsonObject() : schema.resolve(inner);
    }

    private static void put(JsonObject body, String field, @Nullable Object value) {
        body.put(field, value);
    }

    /** No JSON, or more than one. */
    private static byte[] broken(String text, Random random) {
        String broken = switch (random.nextInt(12)) {
            case 0 -> "";
            case 1 -> text.substring(0, random.nextInt(text.length()));
            case 2 -> text + text;
            case 3 -> "[" + text + "]";
            case 4 -> "\"" + "x".repeat(random.nextInt(100)) + "\"";
            case 5 -> "[".repeat(1 + random.nextInt(20_000));
            case 6 -> "{\"a\":".repeat(1 + random.nextInt(5_000));
            case 7 -> text.replaceFirst("\\{", "{\"campaign_name\":\"twice\",\"note\":1,");
            case 8 -> "\uFEFF" + text;
            case 9 -> "null";
            case 10 -> " ".repeat(70_000) + text;
            default -> text.replace('"', '\'');
        };
        byte[] bytes = broken.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(5) == 0) {
            for (int i = 0; i < Math.min(bytes.length, 3); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }
}
