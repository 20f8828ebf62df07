package dev.ratiofixer.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.sandbox.sheets.Spreadsheets;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SheetsWireIT {
    private SandboxAtWire wire;

    @BeforeAll
    void open() {
        wire = new SandboxAtWire();
    }

    @AfterAll
    void close() {
        wire.close();
    }

    private HttpResponse<Buffer> values(String sheet, String range) {
        return wire.get(
                "/v4/spreadsheets/" + sheet + "/values/" + range + "?majorDimension=ROWS&key=" + SandboxAtWire.KEY);
    }

    @Test
    void rowsAreRaggedAndTheRangeIsTheOneAskedFor() {
        JsonObject body = values(Spreadsheets.COMMENTS, "Comments!A1:C100").bodyAsJsonObject();
        assertThat(body.getString("range")).isEqualTo("Comments!A1:C100");
        assertThat(body.getString("majorDimension")).isEqualTo("ROWS");
        JsonArray rows = body.getJsonArray("values");
        assertThat(rows.getJsonArray(0)).containsExactly("tier", "text", "approved");
        assertThat(rows.stream().map(row -> ((JsonArray) row).size())).contains(0, 2, 3);
        assertThat(rows).hasSize(14);
    }

    @Test
    void aTabAloneOpenRangesAndEscapesAreUnderstood() {
        assertThat(values(Spreadsheets.COMMENTS, "Comments").bodyAsJsonObject().getString("range"))
                .isEqualTo("Comments!A1:Z1000");
        for (String[] asked : new String[][] {
            {"Comments!C3:B2", "Comments!B2:C3"},
            {"B2", "Comments!B2"},
            {"%27Herbst%20%27%2726%27!A2", "'Herbst ''26'!A2"},
            {"Comments!A2:A2", "Comments!A2"},
            {"Comments!2:2", "Comments!A2:Z2"}
        }) {
            assertThat(values(Spreadsheets.COMMENTS, asked[0])
                            .bodyAsJsonObject()
                            .getString("range"))
                    .isEqualTo(asked[1]);
        }
        JsonObject open = values(Spreadsheets.COMMENTS, "Comments%21B2%3AB").bodyAsJsonObject();
        assertThat(open.getString("range")).isEqualTo("Comments!B2:B1000");
        assertThat(open.getJsonArray("values").getJsonArray(0)).hasSize(1);
    }

    @Test
    void whatCannotBeReadHasGooglesBodies() {
        assertThat(values("nosuchsheet", "A1").statusCode()).isEqualTo(404);
        HttpResponse<Buffer> closed = values(Spreadsheets.PRIVATE, "A1");
        assertThat(closed.statusCode()).isEqualTo(403);
        assertThat(closed.bodyAsJsonObject().getJsonObject("error").getString("status"))
                .isEqualTo("PERMISSION_DENIED");
        HttpResponse<Buffer> nonsense = values(Spreadsheets.COMMENTS, "Nowhere!A1");
        assertThat(nonsense.statusCode()).isEqualTo(400);
        assertThat(nonsense.bodyAsString()).contains("Unable to parse range: Nowhere!A1");
        assertThat(wire.get("/v4/spreadsheets/" + Spreadsheets.COMMENTS + "/values/A1")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void tabsHaveNumbersAndAMaskAsksForTheirCells() {
        String sheet = "/v4/spreadsheets/" + Spreadsheets.COMMENTS;
        String key = "&key=" + SandboxAtWire.KEY;
        JsonObject tabs = wire.get(sheet + "?fields=sheets(properties(sheetId,title,hidden))" + key)
                .bodyAsJsonObject();
        assertThat(tabs.encode())
                .isEqualTo("{\"sheets\":[{\"properties\":{\"sheetId\":77,\"title\":\"Notes\",\"hidden\":true}},"
                        + "{\"properties\":{\"sheetId\":0,\"title\":\"Comments\"}},"
                        + "{\"properties\":{\"sheetId\":1893,\"title\":\"Herbst '26\"}}]}");
        String mask = "sheets(merges,data(rowData(values(formattedValue,effectiveValue))))";
        JsonObject grid = wire.get(sheet + "?ranges=%27Herbst%20%27%2726%27%21B5:C5&fields=" + mask + key)
                .bodyAsJsonObject()
                .getJsonArray("sheets")
                .getJsonObject(0);
        assertThat(grid.getJsonArray("merges").getJsonObject(0).getInteger("endRowIndex"))
                .isEqualTo(11);
        JsonArray cells = grid.getJsonArray("data")
                .getJsonObject(0)
                .getJsonArray("rowData")
                .getJsonObject(0)
                .getJsonArray("values");
        assertThat(cells.getJsonObject(0).encode())
                .contains("\"formattedValue\":\"Wird geladen...\"", "\"errorValue\":{\"type\":\"LOADING\"");
        assertThat(cells.getJsonObject(1).encode()).contains("\"boolValue\":true", "\"WAHR\"");
        assertThat(wire.get(sheet + "?fields=sheets(" + key).statusCode()).isEqualTo(400);
        assertThat(wire.get(sheet + "?range=A1" + key).statusCode()).isEqualTo(400);
    }

    @Test
    void valuesComeAsShownOrUnformatted() {
        String range = "%27Herbst%20%27%2726%27%21B6:C6";
        assertThat(values(Spreadsheets.COMMENTS, range)
                        .bodyAsJsonObject()
                        .getJsonArray("values")
                        .encode())
                .isEqualTo("[[\"09.12.2025\",\"WAHR\"]]");
        assertThat(wire.get("/v4/spreadsheets/" + Spreadsheets.COMMENTS + "/values/" + range
                                + "?valueRenderOption=UNFORMATTED_VALUE&key=" + SandboxAtWire.KEY)
                        .bodyAsJsonObject()
                        .getJsonArray("values")
                        .encode())
                .isEqualTo("[[46000.0,true]]");
    }

    @Test
    void aHookIsWrittenDownWithItsHeadersAndBody() {
        JsonObject body = new JsonObject().put("text", "short of comments");
        assertThat(wire.post("/hooks/team", body).statusCode()).isEqualTo(200);
        JsonArray entries = wire.get("/sandbox/ledger").bodyAsJsonObject().getJsonArray("entries");
        JsonObject entry = entries.getJsonObject(entries.size() - 1);
        assertThat(entry.getString("kind")).isEqualTo("hook_received");
        assertThat(entry.getString("name")).isEqualTo("team");
        assertThat(entry.getString("body")).isEqualTo(body.encode());
        assertThat(entry.getJsonObject("headers").getString("content-type")).isEqualTo("application/json");
    }
}
