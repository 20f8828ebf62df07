package dev.ratiofixer.http.api;

import dev.ratiofixer.access.AuditLog.Via;
import dev.ratiofixer.access.Caller;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.text.PlainText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a call that agrees with the contract, whichever way it came.
 *
 * @param query query parameters that were given: strings, integers, booleans
 * @param body empty when there is none
 * @param ifMatch which version it is about, as {@code If-Match} says; {@code null} where it does not say
 */
public record ApiCall(
        Caller caller,
        Map<String, String> path,
        Map<String, Object> query,
        JsonObject body,
        @Nullable String idempotencyKey,
        @Nullable String ifMatch,
        Via via) {
    private static final int DEFAULT_LIMIT = 100;

    /** One that does not depend on what was read before. */
    public ApiCall(
            Caller caller,
            Map<String, String> path,
            Map<String, Object> query,
            JsonObject body,
            @Nullable String idempotencyKey,
            Via via) {
        this(caller, path, query, body, idempotencyKey, null, via);
    }

    public ApiCall {
        body = (JsonObject) normalized(body);
    }

    /** Every text in one spelling, so that none is kept twice that looks the same. */
    private static Object normalized(Object part) {
        return switch (part) {
            case JsonObject object -> {
                JsonObject copy = new JsonObject();
                object.forEach(entry ->
                        copy.put(entry.getKey(), entry.getValue() == null ? null : normalized(entry.getValue())));
                yield copy;
            }
            case JsonArray array -> {
                JsonArray copy = new JsonArray();
                array.forEach(item -> copy.add(item == null ? null : normalized(item)));
                yield copy;
            }
            case String text -> PlainText.normalized(text);
            default -> part;
        };
    }

    /** The {@code id} of the path. */
    public String id() {
        return path.getOrDefault("id", "");
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name)).map(Object::toString);
    }

    public Optional<Integer> number(String name) {
        return Optional.ofNullable(query.get(name)).map(value -> ((Number) value).intValue());
    }

    /** Whether a switch of the query is on. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(query.get(name));
    }

    public PageRequest page() {
        return new PageRequest(text("after").orElse(null), number("limit").orElse(DEFAULT_LIMIT));
    }

    /** The same caller with another body. */
    ApiCall with(JsonObject other, @Nullable String key) {
        return new ApiCall(caller, path, query, other, key, ifMatch, via);
    }
}
