package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.data.Numeric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A value that has no Java form closes the connection that it comes by, with whatever else was asked there. So no
 * column takes one: the extremes that each takes are written and read back by the client that everybody shares.
 */
class ColumnExtremesIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Map<String, List<String>> EXTREMES = Map.ofEntries(
            Map.entry("text", List.of("", "\uDBFF\uDFFF\uFFFF\u0001", "NaN", "x".repeat(100_000))),
            Map.entry("bool", List.of("true", "false")),
            Map.entry("int2", List.of("-32768", "32767")),
            Map.entry("int4", List.of("-2147483648", "2147483647", "0")),
            Map.entry("int8", List.of("-9223372036854775808", "9223372036854775807", "0", "1")),
            Map.entry("float4", List.of("NaN", "Infinity", "-Infinity", "3.4028235e38", "1e-45", "-0", "0")),
            Map.entry(
                    "float8", List.of("NaN", "Infinity", "-Infinity", "1.7976931348623157e308", "4.9e-324", "-0", "0")),
            Map.entry(
                    "numeric",
                    List.of("NaN", "Infinity", "-Infinity", "99999999999999.999999", "-1", "1e1000", "1e-1000")),
            Map.entry(
                    "timestamptz",
                    List.of(
                            "infinity",
                            "-infinity",
                            "4713-01-01 00:00:00+00 BC",
                            "294276-12-31 23:59:59.999999+00",
                            "epoch")),
            Map.entry("date", List.of("infinity", "-infinity", "4713-01-01 BC", "5874897-12-31", "epoch")),
            Map.entry(
                    "jsonb",
                    List.of(
                            "null",
                            "1e1000",
                            "-1e-1000",
                            "123456789012345678901234567890",
                            "\"\uDBFF\uDFFF\"",
                            "[]",
                            "{}")),
            Map.entry("bytea", List.of("", "\\x00ff")),
            Map.entry(
                    "interval",
                    List.of("0 s", "-178000000 years", "178000000 years", "1 year 2 months -3 days 04:05:06.789")),
            Map.entry("_int8", List.of("{}", "{NULL}", "{-9223372036854775808,9223372036854775807}")),
            Map.entry("_text", List.of("{}", "{NULL,\"\"}")));

    private record Column(String table, String name, String type) {
        String full() {
            return table + "." + name;
        }
    }

    @Test
    void everyColumnIsReadBackWithTheExtremesThatItTakes() throws Exception {
        Map<String, String> unread = new TreeMap<>();
        int written = 0;
        for (Column column : columns()) {
            List<String> extremes = EXTREMES.getOrDefault(column.type(), List.of());
            assertThat(extremes)
                    .as("extremes of %s of %s", column.type(), column.full())
                    .isNotEmpty();
            String copy = copy(column);
            for (String extreme : extremes) {
                if (taken(column, copy, extreme)) {
                    written++;
                    read(column, copy).ifPresent(failure -> unread.put(column.full() + " = " + extreme, failure));
                }
            }
        }
        assertThat(written).isGreaterThan(500);
        assertThat(unread).isEmpty();
    }

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (Row row : Waiting.on(POSTGRES.database().pool().query("""
                        SELECT c.relname, a.attname, t.typname
                        FROM pg_class c
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        JOIN pg_type t ON t.oid = a.atttypid
                        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
                          AND NOT c.relispartition AND c.relname NOT LIKE '%schema_history'
                        ORDER BY 1, a.attnum
                        """).execute())) {
            columns.add(new Column(row.getString(0), row.getString(1), row.getString(2)));
        }
        assertThat(columns).hasSizeGreaterThan(100);
        return columns;
    }

    /** A table with the column and the constraints that are of it alone. */
    private static String copy(Column column) {
        String copy = "extremes_of_" + Math.floorMod(column.full().hashCode(), 1_000_000_000);
        run("CREATE TABLE %1$s (LIKE %2$s INCLUDING CONSTRAINTS)".formatted(copy, column.table()));
        run("""
                DO $$ DECLARE other text; BEGIN
                    FOR other IN SELECT attname FROM pg_attribute
                        WHERE attrelid = '%1$s'::regclass AND attnum > 0 AND attnotnull LOOP
                        EXECUTE format('ALTER TABLE %1$s ALTER COLUMN %%I DROP NOT NULL', other);
                    END LOOP;
                END $$
                """.formatted(copy));
        return copy;
    }

    private static boolean taken(Column column, String copy, String extreme) {
        run("TRUNCATE " + copy);
        Future<Boolean> taken = POSTGRES.database()
                .pool()
                .preparedQuery("INSERT INTO %s (%s) SELECT $1::text::%s".formatted(copy, column.name(), type(column)))
                .execute(Tuple.of(extreme))
                .map(true)
                .otherwise(false);
        return Waiting.on(taken);
    }

    private static String type(Column column) {
        return column.type().equals("_text") ? "text[]" : column.type();
    }

    /** Why it cannot be read, with what else was asked on the connection. */
    private static Optional<String> read(Column column, String copy) {
        return Waiting.on(POSTGRES.database().pool().withConnection(connection -> {
            Future<String> neighbour = asked(connection, "SELECT 'neighbour'");
            Future<String> value = asked(connection, "SELECT " + asRead(column) + " FROM " + copy);
            Future<String> next = asked(connection, "SELECT 'neighbour'");
            return Future.join(neighbour, value, next)
                    .map(Optional.<String>empty())
                    .otherwise(failed -> Optional.of(String.valueOf(failed.getMessage())));
        }));
    }

    /** JSON is read as text: a number of a thousand digits is JSON, and nothing that Java reads. */
    private static String asRead(Column column) {
        return column.type().equals("jsonb") ? column.name() + "::text" : column.name();
    }

    private static Future<String> asked(SqlConnection connection, String sql) {
        return connection.preparedQuery(sql).execute().map(rows -> {
            Row row = rows.iterator().next();
            Object value = row.getValue(0);
            return String.valueOf(value instanceof Numeric ? row.getBigDecimal(0) : value);
        });
    }

    private static void run(String sql) {
        Waiting.on(POSTGRES.database().pool().query(sql).execute());
    }
}
