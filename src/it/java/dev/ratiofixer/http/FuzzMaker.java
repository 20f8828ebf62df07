package dev.ratiofixer.http;

import dev.ratiofixer.http.FuzzSchema.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests of one operation: a right one, with up to three things wrong. The same random numbers, the same one.
 */
final class FuzzMaker {
    private static final List<String> METHODS =
            List.of("GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "FOO");
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "application/json;;",
            "application/xml",
            "*/*",
            "x");
    private static final List<String> OWN_HEADERS = List.of(
            "Idempotency-Key",
            "Last-Event-ID",
            "If-None-Match",
            "X-Request-Id",
            "Accept",
            "Origin",
            "Cookie",
            "Range",
            "X-CSRF-Token",
            "Accept-Encoding",
            "Content-Encoding",
            "If-Modified-Since");

    private final Operation operation;
    private final FuzzBodies bodies;
    private final String key;
    private final Function<Random, String> ids;

    /**
     * @param key opens everything
     * @param ids ids that may or may not be of something
     */
    FuzzMaker(Operation operation, FuzzSchema schema, String key, Function<Random, String> ids) {
        this.operation = operation;
        this.bodies = new FuzzBodies(operation, schema);
        this.key = key;
        this.ids = ids;
    }

    FuzzRequest make(Random random) {
        int wrongs = random.nextInt(4);
        boolean wrongMethod = random.nextInt(40) == 0;
        List<String> headers = new ArrayList<>();
        authorize(headers, random);
        byte @Nullable [] body =
                operation.body().isEmpty() && random.nextInt(10) > 0 ? null : bodies.make(random, wrongs);
        if (body != null) {
            headers.add("Content-Type: "
                    + (random.nextInt(30) == 0 ? TYPES.get(random.nextInt(TYPES.size())) : "application/json"));
        }
        for (JsonObject parameter : operation.parameters()) {
            if (parameter.getString("in").equals("header") && random.nextInt(3) == 0) {
                headers.add(parameter.getString("name") + ": " + header(random));
            }
        }
        if (random.nextInt(8) == 0) {
            headers.add(OWN_HEADERS.get(random.nextInt(OWN_HEADERS.size())) + ": " + header(random));
        }
        return new FuzzRequest(
                operation.id(),
                wrongMethod ? METHODS.get(random.nextInt(METHODS.size())) : operation.method(),
                path(random, wrongs) + query(random),
                headers,
                body);
    }

    private void authorize(List<String> headers, Random random) {
        switch (random.nextInt(30)) {
            case 0 -> {
                // Nobody at all.
            }
            case 1 -> headers.add("Authorization: " + header(random));
            case 2 -> headers.add("X-API-Key: " + header(random));
            default -> headers.add("Authorization: Bearer " + key);
        }
    }

    private String path(Random random, int wrongs) {
        boolean strange = wrongs > 1 && random.nextInt(3) == 0;
        String id = strange ? encoded(random, FuzzValues.text(random)) : ids.apply(random);
        if (id.isEmpty() || id.equals(".") || id.equals("..")) {
            // Those are the paths of other operations.
            id = "%20";
        }
        String path = operation.path().replace("{id}", id);
        return random.nextInt(60) == 0 ? path + "/" : random.nextInt(60) == 0 ? "/" + path : path;
    }

    private String query(Random random) {
        List<String> parts = new ArrayList<>();
        for (JsonObject parameter : operation.parameters()) {
            int times = random.nextInt(4) == 0 ? 2 : random.nextInt(2);
            if (parameter.getString("in").equals("query")) {
                for (int i = 0; i < times; i++) {
                    parts.add(parameter.getString("name") + "=" + encoded(random, value(parameter, random)));
                }
            }
        }
        if (random.nextInt(10) == 0) {
            parts.add(encoded(random, FuzzValues.text(random)) + "=" + encoded(random, FuzzValues.text(random)));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static String value(JsonObject parameter, Random random) {
        JsonObject schema = parameter.getJsonObject("schema");
        JsonArray choices = schema.getJsonArray("enum");
        if (choices != null && random.nextBoolean()) {
            return choices.getString(random.nextInt(choices.size()));
        }
        return "integer".equals(schema.getString("type")) && random.nextBoolean()
                ? String.valueOf(random.nextInt(-5, 1100))
                : FuzzValues.text(random);
    }

    /** Mostly encoded as it should be; now and then not at all. */
    private static String encoded(Random random, String text) {
        String part = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return switch (random.nextInt(20)) {
            case 0 -> text.replaceAll("[\\s\\p{Cntrl}#?]", "_");
            case 1 -> part + "%";
            case 2 -> part + "%ff%fe";
            default -> part;
        };
    }

    /** A header's value cannot hold line ends: that would be another request. */
    private static String header(Random random) {
        return FuzzValues.text(random).replaceAll("[\\r\\n\\x00]", "_");
    }
}
