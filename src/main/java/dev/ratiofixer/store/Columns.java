package dev.ratiofixer.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.ratiofixer.bus.Json;
import dev.ratiofixer.store.Database.DatabaseException;
import dev.ratiofixer.text.PlainText;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows turned into one array a column, in the order of the calls, as {@code unnest} takes them; and how a single value
 * gets into a column and out of it.
 */
public final class Columns<T> {
    private final List<T> rows;
    private final Tuple tuple = Tuple.tuple();

    public Columns(List<T> rows) {
        this.rows = rows;
    }

    public Columns<T> text(Function<T, @Nullable String> column) {
        String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = PlainText.storable(column.apply(rows.get(i)));
        }
        tuple.addArrayOfString(values);
        return this;
    }

    public Columns<T> number(Function<T, @Nullable Long> column) {
        Long[] values = new Long[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        tuple.addArrayOfLong(values);
        return this;
    }

    public Columns<T> real(Function<T, @Nullable Float> column) {
        Float[] values = new Float[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        tuple.addArrayOfFloat(values);
        return this;
    }

    public Columns<T> flag(Function<T, @Nullable Boolean> column) {
        Boolean[] values = new Boolean[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        tuple.addArrayOfBoolean(values);
        return this;
    }

    public Columns<T> time(Function<T, @Nullable Instant> column) {
        OffsetDateTime[] values = new OffsetDateTime[rows.size()];
        for (int i = 0; i < values.length; i++) {
            Instant instant = column.apply(rows.get(i));
            values[i] = timestamp(instant);
        }
        tuple.addArrayOfOffsetDateTime(values);
        return this;
    }

    public Tuple tuple() {
        return tuple;
    }

    /** Returns an instant as a {@code timestamptz} column takes it, {@code null} for none. */
    public static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** Returns what a {@code timestamptz} column holds, {@code null} for nothing. */
    public static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    /** A type as it is kept in a {@code jsonb} column. Fields that a later version dropped are left unread. */
    public static final class Jsonb<T> {
        /**
         * PostgreSQL stores no NUL, and a title or an answer of others may hold one. An escaped backslash stays one.
         */
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
            // The expression takes longer than writing the JSON did, and hardly ever finds one.
            return json.contains("\\u0000") ? NUL.matcher(json).replaceAll("$1 ") : json;
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
                        "a row was written by another version of Ratio Fixer: " + foreign.getOriginalMessage(),
                        foreign);
            }
        }
    }
}
