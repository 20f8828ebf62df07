package dev.ratiofixer.google.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.text.SlackText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of sheets as people paste them, and texts for Slack. */
class SheetIdTest {
    private static final String ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID",
                " ID ",
                "https://docs.google.com/spreadsheets/d/ID",
                "https://docs.google.com/spreadsheets/d/ID/edit#gid=12",
                "https://docs.google.com/spreadsheets/u/0/d/ID/edit?usp=sharing",
                "docs.google.com/spreadsheets/d/ID/edit",
                "//docs.google.com/spreadsheets/d/ID",
                "HTTPS://DOCS.GOOGLE.COM/SPREADSHEETS/D/ID/edit",
                "https://docs.google.com/a/label.example/spreadsheets/d/ID/edit",
                "https://docs.google.com/spreadsheets/d/ID/edit?gid=0#gid=0"
            })
    void isTheSheet(String pasted) {
        assertThat(SheetId.parse(pasted.replace("ID", ID)
                        .replace(
                                "HTTPS://DOCS.GOOGLE.COM/SPREADSHEETS/D/" + ID,
                                "HTTPS://DOCS.GOOGLE.COM/SPREADSHEETS/D/" + ID)))
                .contains(new SheetId(ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sheet",
                "https://docs.google.com/document/d/ID",
                "https://evil.example/spreadsheets/d/ID",
                "https://docs.google.com.evil.example/spreadsheets/d/ID",
                "https://evil.example/docs.google.com/spreadsheets/d/ID",
                "https://drive.google.com/file/d/ID"
            })
    void isNone(String pasted) {
        assertThat(SheetId.parse(pasted.replace("ID", ID))).isEmpty();
    }

    @Test
    void aTextForSlackShowsItselfAndNothingElse() {
        assertThat(SlackText.escaped("<!channel> <https://evil.example|Tom & Jerry> <@U1> &lt;"))
                .isEqualTo("&lt;!channel&gt; &lt;https://evil.example|Tom &amp; Jerry&gt; &lt;@U1&gt; &amp;lt;");
    }
}
