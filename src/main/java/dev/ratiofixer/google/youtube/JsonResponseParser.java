package dev.ratiofixer.google.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The ground of every answer: a JSON object whose {@code items}, if present, is an array. */
final class JsonResponseParser {

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");

    private JsonResponseParser() {}

    /** @throws ProviderException if it is no such answer */
    static JsonNode items(JsonNode answer) {
        if (!answer.isObject()) {
            throw malformed("it has not the form that it should have (no JSON object)");
        }
        JsonNode items = answer.path("items");
        if (items.isMissingNode() || items.isArray()) {
            return items;
        }
        throw malformed("it lists nothing (\"items\" is no array)");
    }

    static ProviderException malformed(String what) {
        return new ProviderException(new Indeterminate("YouTube gives an answer that makes no sense: " + what));
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
