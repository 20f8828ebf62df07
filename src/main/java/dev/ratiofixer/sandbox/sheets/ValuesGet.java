package dev.ratiofixer.sandbox.sheets;

import dev.ratiofixer.sandbox.oauth.TokenEndpoint;
import dev.ratiofixer.sandbox.wire.Endpoint;
import dev.ratiofixer.sandbox.wire.RefusedException;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.WireRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers {@code GET /v4/spreadsheets/{id}/values/{range}} with a key: rows are ragged, trailing empty cells are
 * dropped.
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
        checkKey(call);
        checkSheet(path.get(2));
        String dimension = call.param("majorDimension").orElse("ROWS");
        if (!dimension.equals("ROWS")) {
            String message = "Invalid value at 'major_dimension': the sandbox serves ROWS, not \"" + dimension + "\"";
            return SandboxGoogleError.plain(400, "INVALID_ARGUMENT", message);
        }
        String notation = URLDecoder.decode(path.get(4).replace("+", "%2B"), StandardCharsets.UTF_8);
        Range range = Range.parse(notation, Spreadsheets.TAB)
                .filter(parsed -> parsed.tab().equals(Spreadsheets.TAB))
                .orElseThrow(() -> new RefusedException(
                        SandboxGoogleError.plain(400, "INVALID_ARGUMENT", "Unable to parse range: " + notation)));
        return Reply.ok(values(range));
    }

    private void checkKey(WireRequest call) {
        String key = call.param("key").or(() -> call.header("x-goog-api-key")).orElse("");
        if (key.isEmpty()) {
            throw new RefusedException(SandboxGoogleError.unregistered());
        }
        if (!tokens.knows(key)) {
            throw new RefusedException(SandboxGoogleError.keyInvalid());
        }
    }

    private static void checkSheet(String id) {
        if (id.equals(Spreadsheets.PRIVATE)) {
            throw new RefusedException(
                    SandboxGoogleError.plain(403, "PERMISSION_DENIED", "The caller does not have permission"));
        }
        if (!id.equals(Spreadsheets.COMMENTS)) {
            throw new RefusedException(SandboxGoogleError.plain(404, "NOT_FOUND", "Requested entity was not found."));
        }
    }

    private static JsonObject values(Range range) {
        List<List<String>> rows = new ArrayList<>();
        for (int row = range.top(); row <= Math.min(range.bottom(), Spreadsheets.ROWS.size()); row++) {
            rows.add(cells(Spreadsheets.ROWS.get(row - 1), range));
        }
        while (!rows.isEmpty() && rows.getLast().isEmpty()) {
            rows.removeLast();
        }
        JsonObject answer = new JsonObject().put("range", range.toString()).put("majorDimension", "ROWS");
        return rows.isEmpty()
                ? answer
                : answer.put(
                        "values",
                        new JsonArray(rows.stream().map(JsonArray::new).toList()));
    }

    private static List<String> cells(List<String> row, Range range) {
        int to = Math.min(range.right(), row.size());
        List<String> cells = new ArrayList<>(range.left() > to ? List.of() : row.subList(range.left() - 1, to));
        while (!cells.isEmpty() && cells.getLast().isEmpty()) {
            cells.removeLast();
        }
        return cells;
    }
}
