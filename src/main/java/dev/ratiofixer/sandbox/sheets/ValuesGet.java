package dev.ratiofixer.sandbox.sheets;

import dev.ratiofixer.sandbox.oauth.TokenEndpoint;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.WireRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers {@code GET /v4/spreadsheets/{id}/values/{range}} with a key: rows are ragged, trailing empty cells are
 * dropped. Values come as the sheet shows them, or unformatted.
 */
public final class ValuesGet implements Endpoint {
    private final TokenEndpoint tokens;

    public ValuesGet(TokenEndpoint tokens) {
        this.tokens = tokens;
    }

    @Override
    public Reply answer(WireRequest call) {
        List<String> path = call.segments();
        if (path.size() != 5 || !path.get(3).equals("values")) {
            return SandboxGoogleError.noSuchPath(call.path());
        }
        Spreadsheets.check(call, tokens, path.get(2));
        String dimension = call.param("majorDimension").orElse("ROWS");
        if (!dimension.equals("ROWS")) {
            String message = "Invalid value at 'major_dimension': the sandbox serves ROWS, not \"" + dimension + "\"";
            return SandboxGoogleError.plain(400, "INVALID_ARGUMENT", message);
        }
        String rendering = call.param("valueRenderOption").orElse("FORMATTED_VALUE");
        if (!rendering.equals("FORMATTED_VALUE") && !rendering.equals("UNFORMATTED_VALUE")) {
            String message = "Invalid value at 'value_render_option': the sandbox serves no \"" + rendering + "\"";
            return SandboxGoogleError.plain(400, "INVALID_ARGUMENT", message);
        }
        String notation = URLDecoder.decode(path.get(4).replace("+", "%2B"), StandardCharsets.UTF_8);
        return Reply.ok(values(Spreadsheets.range(notation), rendering.equals("FORMATTED_VALUE")));
    }

    private static JsonObject values(Range range, boolean formatted) {
        JsonArray rows = new JsonArray();
        for (List<SandboxCell> row : Spreadsheets.cells(range)) {
            rows.add(new JsonArray(
                    row.stream().map(cell -> cell.rendered(formatted)).toList()));
        }
        JsonObject answer = new JsonObject().put("range", range.toString()).put("majorDimension", "ROWS");
        return rows.isEmpty() ? answer : answer.put("values", rows);
    }
}
