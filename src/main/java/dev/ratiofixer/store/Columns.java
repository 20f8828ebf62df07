package dev.ratiofixer.store;

import dev.ratiofixer.text.PlainText;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows turned into one array a column, in the order of the calls, as {@code unnest} takes them. */
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
            values[i] = instant == null ? null : instant.atOffset(ZoneOffset.UTC);
        }
        tuple.addArrayOfOffsetDateTime(values);
        return this;
    }

    public Tuple tuple() {
        return tuple;
    }
}
