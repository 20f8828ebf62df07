package dev.ratiofixer.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.ratiofixer.http.api.CsvTable.Column;
import dev.ratiofixer.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    private static String cell(Column<Integer> column) {
        String rows = new CsvTable<>("t", List.of(column)).rows(List.of(1)).toString(StandardCharsets.UTF_8);
        assertThat(rows).endsWith("\r\n");
        return CsvReader.builder()
                .skipEmptyLines(false)
                .ofCsvRecord(rows)
                .iterator()
                .next()
                .getField(0);
    }

    private static String text(@Nullable String value) {
        Function<Integer, @Nullable String> of = row -> value;
        return cell(CsvTable.text("x", of));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://x\",\"y\")",
                "+1+1",
                "-2+3+cmd|' /C calc'!A0",
                "@SUM(1)",
                "\uFF1D1+1",
                " =1",
                "\u200B=1",
                "\t=1",
                "\r=1",
                "\n=1"
            })
    void aTextThatASheetWouldRunBeginsWithAnApostropheWhereItWouldBegin(String formula) {
        int sign = formula.indexOf(formula.strip().replaceFirst("^\u200B", "").charAt(0));
        assertThat(text(formula)).isEqualTo(formula.substring(0, sign) + "'" + formula.substring(sign));
    }

    @Test
    void alsoBehindWhatASheetOfAnotherCountrySplitsAt() {
        assertThat(text("a;=1+1;b")).isEqualTo("a;'=1+1;b");
        assertThat(text("a\n@b")).isEqualTo("a\n'@b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Spring, \"live\"",
                "line\r\nline",
                "A song’s title – part 2",
                "a=b",
                "1-2",
                "mail@example.org",
                ""
            })
    void everyOtherTextComesBackAsItWas(String text) {
        assertThat(text(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"-3.456,-3.46", "1234567.0,1234567", "0.004,0", "1e7,10000000", "-0.5,-0.5"})
    void numbersStayNumbersNegativeOnesToo(double value, String written) {
        assertThat(cell(CsvTable.real("x", row -> value))).isEqualTo(written);
    }

    @Test
    void whatIsNotKnownIsEmptyAndNotZero() {
        assertThat(cell(CsvTable.whole("x", row -> null))).isEmpty();
        assertThat(cell(CsvTable.real("x", row -> Double.NaN))).isEmpty();
        assertThat(cell(CsvTable.whole("x", row -> -5L))).isEqualTo("-5");
        assertThat(cell(CsvTable.money("x", row -> new Money(-1_500_000, "EUR"))))
                .isEqualTo("-1.50");
        assertThat(cell(CsvTable.time("x", row -> Instant.parse("2026-11-22T12:00:00.9Z"))))
                .isEqualTo("2026-11-22 12:00:00");
    }

    @Test
    void theFileBeginsWithAByteOrderMarkAndTheNamesOfItsColumns() {
        CsvTable<Integer> table = new CsvTable<>(
                "t", List.of(CsvTable.text("name", row -> "a"), CsvTable.time("at", row -> Instant.EPOCH)));

        assertThat(table.head().toString(StandardCharsets.UTF_8)).isEqualTo("\uFEFFname,at_utc\r\n");
    }
}
