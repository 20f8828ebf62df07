package dev.ratiofixer.google.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ratiofixer.google.youtube.YouTubeFailure.MalformedResponse;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The ground of every answer: a JSON object whose {@code items}, if present, is an array. */
final class JsonResponseParser {
    static final JsonNode NOTHING = MissingNode.getInstance();

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");

    private JsonResponseParser() {}

    static Optional<JsonNode> tree(Buffer body) {
        try {
            return Optional.ofNullable(MAPPER.readTree(body.getBytes())).filter(JsonNode::isObject);
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /** @throws YouTubeException if it is no such answer */
    static JsonNode items(JsonNode answer) {
        JsonNode items = answer.path("items");
        if (items.isMissingNode() || items.isArray()) {
            return items;
        }
        throw new YouTubeException(new MalformedResponse("\"items\" is no array"));
    }

    /** @throws YouTubeException if the body is no JSON object */
    static JsonNode answer(Buffer body) {
        return tree(body).orElseThrow(() -> new YouTubeException(new MalformedResponse("no JSON object")));
    }

    /** A count, which Google writes as a decimal string. */
    static Optional<Long> count(JsonNode node) {
        boolean plausible = node.isTextual() || node.isIntegralNumber();
        return plausible && COUNT.matcher(node.asText()).matches()
                ? Optional.of(Long.parseLong(node.asText()))
                : Optional.empty();
    }

    static Optional<Instant> instant(JsonNode node) {
        try {
            return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
        } catch (DateTimeException noInstant) {
            return Optional.empty();
        }
    }
}
