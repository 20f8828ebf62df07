package dev.ratiofixer.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.text.PlainText.SchemaPattern;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for texts, numbers and patterns. */
class PlainTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna\n",
                "a\r\nb",
                "tab\there",
                "nul\u0000",
                "\u001b[31m",
                "del\u007f",
                "nel\u0085",
                "c1\u009b",
                "ls\u2028",
                "ps\u2029",
                "rlo\u202e",
                "iso\u2066",
                "half\ud83d",
                "\udc00half",
                "none\uffff",
                "none\ufdd0",
                "bom\ufeffwithin"
            })
    void refusesWhatIsNoPlainText(String text) {
        assertThat(PlainText.fault(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " anna ", "Ärger & Söhne", "👩‍👩‍👧 family", "日本語", "می‌خواهم", "a\u00a0b", "\u00ad"})
    void takesWhatPeopleWrite(String text) {
        assertThat(PlainText.fault(text)).isEmpty();
    }

    @Test
    void writesWhatLooksTheSameInOneWay() {
        assertThat(PlainText.normalized("\u00a0 e\u0301te\u0301\u2009 ")).isEqualTo("été");
        assertThat(PlainText.folded(" ANNA ")).isEqualTo(PlainText.folded("anna"));
        for (String same : new String[] {
            "anna\u200b", "an\u00adna", "\u2060anna", "an\u200dna", "anna\ufe0f", "anna\u200e", "ANNA\u3164"
        }) {
            assertThat(PlainText.folded(same)).isEqualTo("anna");
        }
        assertThat(PlainText.folded("Anna  B\u00a0C")).isEqualTo("anna b c");
        assertThat(PlainText.folded("STRASSE")).isEqualTo(PlainText.folded("straße"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0000000000000001",
                "0.99999999999999999999",
                "9007199254740992",
                "9007199254740993",
                "-9007199254740993",
                "1e16",
                "1e400",
                "-1e309",
                "1e-400",
                "1000000000000.00000001",
                "3.141592653589793238462643",
                "4503599627370496.1"
            })
    void refusesANumberThatWouldBecomeAnother(String written) {
        assertThat(ExactNumber.fault(new BigDecimal(written))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "1.0",
                "1.50",
                "1e3",
                "0.1",
                "0.10000000000000001",
                "0.038461538461538464",
                "9007199254740991",
                "3.141592653589793",
                "1e-7"
            })
    void takesANumberThatStaysWhatItIs(String written) {
        assertThat(ExactNumber.fault(new BigDecimal(written))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"^[a-z]+$,abc", "^(a|b$)$,b", "^\\$[$x]+$,$x$", "^a\\\\$,a\\", "[$]$,$"})
    void aPatternEndsAtTheEndOfTheText(String pattern, String text) {
        Pattern java = Pattern.compile(SchemaPattern.toJava(pattern));
        assertThat(java.matcher(text).find()).isTrue();
        assertThat(java.matcher(text + "\n").find()).isFalse();
    }
}
