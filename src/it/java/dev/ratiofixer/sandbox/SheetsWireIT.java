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
