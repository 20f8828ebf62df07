package dev.ratiofixer.effect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratiofixer.bus.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Holds the constants of the forecasts of likes and of comments.
 *
 * @param learnedFrom what they were learned from, for people
 */
public record GainModels(String learnedFrom, GainModel likes, GainModel comments) {
    /** @throws IllegalArgumentException if one is missing */
    public GainModels {
        if (Stream.of(learnedFrom, likes, comments).anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("learned_from, likes and comments are needed");
        }
    }

    private static final String RESOURCE = "/dev/ratiofixer/effect/gain-models.json";

    /** Read once it is needed. */
    private static final class Shipped {
        static final GainModels MODELS = read();
    }

    /** The constants of this build, made by {@code effects --learn}. */
    public static GainModels shipped() {
        return Shipped.MODELS;
    }

    /** As the shipped file has it. */
    public String toJson() throws IOException {
        return mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    /**
     * What {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static GainModels fromJson(String json) {
        try {
            return mapper().readValue(json, GainModels.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(
                    "these are no constants of effects: make them by effects --learn", broken);
        }
    }

    private static GainModels read() {
        try (InputStream in = GainModels.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from this build: build it anew");
            }
            return mapper().readValue(in, GainModels.class);
        } catch (IOException broken) {
            throw new IllegalStateException(RESOURCE + " cannot be read: build it anew", broken);
        }
    }

    private static ObjectMapper mapper() {
        return Json.mapper();
    }
}
