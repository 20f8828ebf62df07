package dev.ratiofixer.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.google.sheets.SheetAddress;
import dev.ratiofixer.google.sheets.SheetAddress.Pasted;
import dev.ratiofixer.google.sheets.SheetTab;
import dev.ratiofixer.google.sheets.SheetTab.MergedArea;
import dev.ratiofixer.google.sheets.SheetTab.SheetCell;
import dev.ratiofixer.google.sheets.SheetsClient;
import dev.ratiofixer.provider.ProviderFailure.Rejected;
import dev.ratiofixer.sandbox.oauth.Credentials;
import dev.ratiofixer.sandbox.sheets.Spreadsheets;
import dev.ratiofixer.smm.execution.comment.ApprovedCommentSheet;
import dev.ratiofixer.smm.policy.comment.ApprovedComments;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads the tab that an address means, and what its cells hold. */
class SheetsClientIT {
    private final FaultySandbox upstreams = new FaultySandbox();
    private final SheetsClient sheets = client(upstreams.origin());

    private SheetsClient client(URI origin) {
        return new SheetsClient(upstreams.vertx, upstreams.time, origin, () -> Optional.of(Credentials.DEMO.apiKey()));
    }

    @AfterEach
    void close() {
        upstreams.close();
    }

    @Test
    void withoutATabInTheAddressItIsTheFirstThatIsShown() {
        SheetTab tab = read(sheets, Spreadsheets.COMMENTS);

        assertThat(tab.title()).isEqualTo("Comments");
        assertThat(tab.rows()).hasSize(14);
        assertThat(tab.rows().get(8).get(2)).isEqualTo(new SheetCell.Checked(true, "TRUE"));
    }

    @Test
    void theTabOfTheAddressIsReadAndWhatItsCellsHold() {
        SheetTab tab = read(sheets, Spreadsheets.GERMAN_URL);

        assertThat(tab.title()).isEqualTo("Herbst '26");
        assertThat(tab.merged()).containsExactly(new MergedArea(9, 11, 2, 3));
        assertThat(ApprovedCommentSheet.read(tab, "gold")).isInstanceOfSatisfying(ApprovedComments.Read.class, read -> {
            assertThat(read.texts())
                    .containsExactly(new ApprovedComments.Text(2, "Welche Zeile geht dir nicht aus dem Kopf?"));
            assertThat(read.skippedInWords())
                    .contains("row 4: the text shows a formula's error", "row 5: the text is still loading")
                    .contains("row 6: the text is a number", "row 7: the text has", "and so on");
        });
    }

    @Test
    void anAddressOfATabThatIsNotThereIsRefused() {
        assertThat(FaultySandbox.failure(
                        sheets.read(address(Spreadsheets.COMMENTS + "#gid=5"), ApprovedCommentSheet.RANGE)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.detail())
                                .contains("no tab gid=5", "\"Comments\" (gid=0)", "copy the address"));
        assertThat(sheets.last().failure()).isInstanceOf(Rejected.class);

        read(sheets, Spreadsheets.COMMENTS);
        assertThat(sheets.last().failure()).isNull();
    }

    /** What serves values only: the tabs, and each value as it is shown and unformatted. */
    @Test
    void valuesAreEnoughWhereThereIsNoGridData() {
        HttpServer server = FaultySandbox.await(upstreams
                .vertx
                .createHttpServer()
                .requestHandler(request ->
                        request.response().end(valuesOnly(request.uri()).toBuffer()))
                .listen(0, "127.0.0.1"));
        SheetTab tab =
                read(client(URI.create("http://127.0.0.1:" + server.actualPort())), Spreadsheets.COMMENTS + "#gid=8");

        assertThat(tab.rows())
                .containsExactly(
                        List.of(new SheetCell.Text("text", "text"), new SheetCell.Text("approved", "approved")),
                        List.of(new SheetCell.Text("Why?", "Why?"), new SheetCell.Checked(true, "VRAI")),
                        List.of(new SheetCell.Numeric(46_000, "09/12/2025"), new SheetCell.Checked(false, "FAUX")),
                        List.of(new SheetCell.Text("#REF!", "#REF!")));
    }

    private static JsonObject valuesOnly(String uri) {
        if (!uri.contains("/values/")) {
            return new JsonObject()
                    .put(
                            "sheets",
                            new JsonArray()
                                    .add(new JsonObject()
                                            .put(
                                                    "properties",
                                                    new JsonObject()
                                                            .put("sheetId", 8)
                                                            .put("title", "Tab 8"))));
        }
        assertThat(uri).contains("%27Tab%208%27%21A1");
        boolean plain = uri.contains("valueRenderOption=UNFORMATTED_VALUE");
        JsonArray rows = new JsonArray()
                .add(new JsonArray().add("text").add("approved"))
                .add(new JsonArray().add("Why?").add(plain ? (Object) true : "VRAI"))
                .add(new JsonArray().add(plain ? (Object) 46_000 : "09/12/2025").add(plain ? (Object) false : "FAUX"))
                .add(new JsonArray().add("#REF!"));
        return new JsonObject().put("values", rows);
    }

    private static SheetTab read(SheetsClient from, String pasted) {
        return FaultySandbox.await(from.read(address(pasted), ApprovedCommentSheet.RANGE));
    }

    private static SheetAddress address(String pasted) {
        return Objects.requireNonNull(
                SheetAddress.parse(pasted) instanceof Pasted.Understood understood ? understood.address() : null);
    }
}
