package dev.ratiofixer.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** Where in a document: written {@code services[0].min_daily}. */
record JsonPath(List<String> steps) {
    JsonPath {
        steps = List.copyOf(steps);
    }

    /** Reads a JSON pointer in fragment form, such as {@code #/services/0/min_daily}. */
    static JsonPath of(String pointer) {
        return new JsonPath(Stream.of(pointer.split("/", -1))
                .skip(1)
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList());
    }

    JsonPath child(String name) {
        return new JsonPath(Stream.concat(steps.stream(), Stream.of(name)).toList());
    }

    /** The last key. */
    String name() {
        return steps.isEmpty() ? "" : steps.getLast();
    }

    /** What stands there. */
    JsonNode in(JsonNode document) {
        JsonNode here = document;
        for (String step : steps) {
            here = here.isArray() ? here.path(Integer.parseInt(step)) : here.path(step);
        }
        return here;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String step : steps) {
            if (!step.isEmpty() && step.chars().allMatch(Character::isDigit)) {
                text.append('[').append(step).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step);
            }
        }
        return text.isEmpty() ? "the file" : text.toString();
    }
}
