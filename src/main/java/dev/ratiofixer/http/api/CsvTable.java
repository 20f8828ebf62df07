package dev.ratiofixer.http.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.ratiofixer.money.Money;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Declares the columns of a list and writes its rows as CSV (RFC 4180) that a spreadsheet opens as it is meant: numbers
 * and money are plain decimals, negative ones too; instants are UTC in the form that spreadsheets take for a time; and
 * a text that a spreadsheet would run as a formula has an apostrophe before it (OWASP, "CSV Injection"). What is not
 * known is an empty cell.
 *
 * @param name begins the file's name
 */
public record CsvTable<T>(String name, List<Column<T>> columns) {
    /** Without it Excel takes UTF-8 for the code page of its country. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Where a formula may begin: at the start of a cell, and, as a spreadsheet of another country splits at semicolons
     * and forgets the quotes, behind any separator. The wide signs are typed in Japan, and run, too.
     */
    private static final Pattern FORMULA =
            Pattern.compile("(^|[;\\t\\r\\n])([\\s\"\\p{Cf}]*+)(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

    private static final DateTimeFormatter SHEET_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    public CsvTable {
        columns = List.copyOf(columns);
    }

    /** A column: what a row's cell holds, ready to be written; {@code null} for an empty one. */
    public record Column<T>(String name, Function<T, @Nullable String> cell) {}

    /** A text, neutralised. */
    public static <T> Column<T> text(String name, Function<T, @Nullable String> of) {
        return new Column<>(name, row -> inert(of.apply(row)));
    }

    /** An enum's constant in small letters. */
    public static <T> Column<T> word(String name, Function<T, @Nullable Enum<?>> of) {
        return text(name, row -> {
            Enum<?> value = of.apply(row);
            return value == null ? null : value.name().toLowerCase(Locale.ROOT);
        });
    }

    /** A whole number. */
    public static <T> Column<T> whole(String name, Function<T, @Nullable Long> of) {
        return new Column<>(name, row -> {
            Long value = of.apply(row);
            return value == null ? null : value.toString();
        });
    }

    /** With two decimals at most. */
    public static <T> Column<T> real(String name, Function<T, @Nullable Double> of) {
        return decimal(name, 2, of);
    }

    /** With so many decimals at most. */
    public static <T> Column<T> decimal(String name, int decimals, Function<T, @Nullable Double> of) {
        return new Column<>(name, row -> {
            Double value = of.apply(row);
            return value == null || !Double.isFinite(value)
                    ? null
                    : new BigDecimal(value)
                            .setScale(decimals, RoundingMode.HALF_UP)
                            .stripTrailingZeros()
                            .toPlainString();
        });
    }

    /** The amount alone: the currency has a column of its own, to sum by. */
    public static <T> Column<T> money(String name, Function<T, @Nullable Money> of) {
        return new Column<>(name, row -> {
            Money value = of.apply(row);
            return value == null ? null : value.amount();
        });
    }

    /** An instant in UTC, with that in the column's name. */
    public static <T> Column<T> time(String name, Function<T, @Nullable Instant> of) {
        return new Column<>(name + "_utc", row -> {
            Instant value = of.apply(row);
            return value == null ? null : SHEET_TIME.format(value);
        });
    }

    private static @Nullable String inert(@Nullable String text) {
        return text == null ? null : FORMULA.matcher(text).replaceAll("$1$2'");
    }

    /** What the file begins with. */
    public Buffer head() {
        return write(BYTE_ORDER_MARK, List.of(columns.stream().map(Column::name).toList()));
    }

    /** Returns the rows, without the head. */
    public Buffer rows(List<T> rows) {
        return write("", rows.stream().map(this::cells).toList());
    }

    private List<@Nullable String> cells(T row) {
        return columns.stream()
                .<@Nullable String>map(column -> column.cell().apply(row))
                .toList();
    }

    private static Buffer write(String before, List<? extends List<@Nullable String>> records) {
        StringWriter text = new StringWriter();
        text.write(before);
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            records.forEach(csv::writeRecord);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Buffer.buffer(text.toString());
    }
}
