package dev.ratiofixer.google.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.sheets.SheetAddress.Pasted;
import dev.ratiofixer.google.sheets.SheetAddress.SheetId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of sheets as people paste them. */
class SheetAddressTest {
    private static final String ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID",
                " ID ",
                "ID/edit",
                "https://docs.google.com/spreadsheets/d/ID",
                "https://docs.google.com/spreadsheets/d/ID/",
                "https://docs.google.com/spreadsheets/u/0/d/ID/edit?usp=sharing",
                "https://docs.google.com/spreadsheets/d/u/1/ID/edit",
                "docs.google.com/spreadsheets/d/ID/edit",
                "//docs.google.com/spreadsheets/d/ID",
                "HTTPS://DOCS.GOOGLE.COM/SPREADSHEETS/D/ID/EDIT",
                "https://docs.google.com/a/label.example/spreadsheets/d/ID/edit",
                "https://docs.google.com/spreadsheets/d/ID/htmlview",
                "https:// docs.google.com/spreadsheets /d/ ID /edit",
                "https://docs.google.com/spreadsheets/d/\u00a0ID\u200b/edit\n",
                "<https://docs.google.com/spreadsheets/d/ID/edit>",
                "\"https://docs.google.com/spreadsheets/d/ID/edit\"",
                "https://docs.google.com/spreadsheets/d/ID%20/edit",
                "https://docs.google.com/spreadsheets/d/ID%E2%80%8B/edit",
                "https://docs.google.com:443/spreadsheets/d/ID/edit",
                "https://docs.google.com./spreadsheets/d/ID/edit#range=A5",
                "https://docs.google.com/spreadsheets/d/ID/edit?note=100%",
            })
    void isTheSheet(String pasted) {
        assertThat(address(pasted)).isEqualTo(new SheetAddress(new SheetId(ID), null));
    }

    @ParameterizedTest
    @CsvSource({
        "https://docs.google.com/spreadsheets/d/ID/edit#gid=12, 12",
        "https://docs.google.com/spreadsheets/d/ID/edit?gid=0#gid=0, 0",
        "https://docs.google.com/spreadsheets/d/ID/edit?usp=sharing&gid=2147483647, 2147483647",
        "https://docs.google.com/spreadsheets/d/ID/edit?usp=sharing&amp;gid=7, 7",
        "https://docs.google.com/spreadsheets/d/ID/edit#gid=99&range=A5:C5, 99",
        "https://docs.google.com/spreadsheets/d/ID/export?format=csv&gid=3, 3",
        "https://docs.google.com/spreadsheets/d/ID/edit# gid = 41, 41",
        "ID#gid=5, 5",
        "https://docs.google.com/spreadsheets/d/ID/edit%23gid%3D12, 12",
        "https://docs.google.com/spreadsheets/d/ID/edit%3Fgid=8%23gid=8, 8",
        "https://docs.google.com/spreadsheets/d/ID/edit#Gid=6, 6",
        "https://docs.google.com/spreadsheets/d/ID/edit#gid=4&rangeid=77, 4",
    })
    void namesTheTab(String pasted, long gid) {
        assertThat(address(pasted)).isEqualTo(new SheetAddress(new SheetId(ID), gid));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| it is empty",
                "my sheet| neither an address nor the id",
                "https://docs.google.com/document/d/ID/edit| address of a document",
                "https://evil.example/spreadsheets/d/ID| host is evil.example",
                "https://docs.google.com.evil.example/spreadsheets/d/ID| host is docs.google.com.evil.example",
                "https://docs.google.com@evil.example/spreadsheets/d/ID| host is docs.google.com@evil.example",
                "https://evil.example/docs.google.com/spreadsheets/d/ID| host is evil.example",
                "https://drive.google.com/file/d/ID| address of a file",
                "https://docs.google.com/spreadsheets/d/e/2PACX-ID/pubhtml| published to the web",
                "https://docs.google.com/spreadsheets/| path is not",
                "https://docs.google.com/spreadsheets/d/../../admin| is not the id of a sheet",
                "http://docs.google.com/spreadsheets/d/ID| begin with https://",
                "ftp://docs.google.com/spreadsheets/d/ID| begin with https://",
                "https://docs.google.com/spreadsheets/d/ID/edit#gid=od6| gid=od6 is not the number",
                "https://docs.google.com/spreadsheets/d/ID/edit#gid=| gid= is not the number",
                "https://docs.google.com/spreadsheets/d/ID/gviz/tq?tqx=out:csv&sheet=Approved| by sheet=, not by gid=",
                "https://docs.google.com/spreadsheets/d/ID/edit#rangeid=1797| by rangeid=, not by gid=",
                "https://docs.google.com/spreadsheets/d/ID/edit#range=Old!A1:C9| by range=, not by gid=",
                "https://docs.google.com@evil.example%2Fspreadsheets/d/ID| host is",
                "https://docs.google.com%2Fspreadsheets/d/e/ID/pub| published to the web",
                "https://docs.google.com:444/spreadsheets/d/ID| host is docs.google.com:444",
                "https://docs.google.com/spreadsheets/d/ID/edit?gid=1#gid=2| two tabs: gid=1 and gid=2",
            })
    void namesThePartAtFault(String pasted, String part) {
        assertThat(SheetAddress.parse(pasted.replace("ID", ID)))
                .isInstanceOfSatisfying(
                        Pasted.Unusable.class,
                        unusable -> assertThat(unusable.reason())
                                .startsWith("the address of the comments sheet")
                                .contains(part));
    }

    @Test
    void aHugeTextIsReadAtOnce() {
        assertThat(SheetAddress.parse("https://docs.google.com/spreadsheets/d/" + "a/".repeat(50_000)))
                .isInstanceOf(Pasted.Unusable.class);
    }

    private static @Nullable SheetAddress address(String pasted) {
        return SheetAddress.parse(pasted.replace("ID", ID)) instanceof Pasted.Understood understood
                ? understood.address()
                : null;
    }
}
