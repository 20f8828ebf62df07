package dev.ratiofixer.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.ratiofixer.bus.Json;
import java.util.regex.Pattern;

/** A type as it is kept in a {@code jsonb} column. Fields that a later version dropped are left unread. */
public final class Jsonb<T> {
    /** PostgreSQL stores no NUL, and a title or an answer of others may hold one. An escaped backslash stays one. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private final ObjectReader reader;
    private final ObjectWriter writer;

    public Jsonb(Class<T> type) {
        ObjectMapper mapper = Json.mapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        reader = mapper.readerFor(type);
        writer = mapper.writerFor(type);
    }

    /** Returns JSON with a blank in place of each NUL within its texts. */
    public static String storable(String json) {
        return NUL.matcher(json).replaceAll("$1 ");
    }

    public String write(T value) {
        try {
            return storable(writer.writeValueAsString(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Reads a column.
     *
     * @throws DatabaseException if the column holds something else
     */
    public T read(String json) {
        try {
            return reader.readValue(json);
        } catch (JsonProcessingException foreign) {
            throw new DatabaseException(
                    "a row was written by another version of Ratio Fixer: " + foreign.getOriginalMessage(), foreign);
        }
    }
}
