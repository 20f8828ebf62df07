package dev.ratiofixer.sandbox.sheets;

import dev.ratiofixer.sandbox.oauth.TokenEndpoint;
import dev.ratiofixer.sandbox.sheets.Spreadsheets.Tab;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import dev.ratiofixer.sandbox.wire.WireRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers {@code GET /v4/spreadsheets/{id}} with a key: the tabs, and with a mask that asks for {@code data}, or
 * {@code includeGridData}, the cells of the ranges.
 */
public final class SpreadsheetsGet implements Endpoint {
    private static final Set<String> PARAMETERS =
            Set.of("key", "ranges", "includeGridData", "fields", "alt", "prettyPrint", "quotaUser");

    private final TokenEndpoint tokens;

    public SpreadsheetsGet(TokenEndpoint tokens) {
        this.tokens = tokens;
    }

    @Override
    public Reply answer(WireRequest call) {
        String id = call.segments().get(2);
        Spreadsheets.check(call, tokens, id);
        for (String name : call.params().names()) {
            if (!PARAMETERS.contains(name)) {
                throw refused(
                        "Invalid JSON payload received. Unknown name \"" + name + "\": Cannot bind query parameter.");
            }
        }
        Optional<FieldMask> mask = call.param("fields").map(FieldMask::parse);
        boolean grid = mask.map(fields -> fields.names("data"))
                .orElse(call.param("includeGridData").filter("true"::equals).isPresent());
        List<Range> ranges =
                call.params().getAll("ranges").stream().map(Spreadsheets::range).toList();
        JsonArray sheets = new JsonArray();
        List<Tab> tabs = Spreadsheets.tabs();
        for (int i = 0; i < tabs.size(); i++) {
            Tab tab = tabs.get(i);
            List<Range> own = ranges.stream()
                    .filter(range -> range.tab().equals(tab.title()))
                    .toList();
            if (ranges.isEmpty() || !own.isEmpty()) {
                sheets.add(sheet(tab, i, grid, own));
            }
        }
        JsonObject whole = new JsonObject()
                .put("spreadsheetId", id)
                .put(
                        "properties",
                        new JsonObject().put("title", "Owner's comments").put("locale", "de_DE"))
                .put("sheets", sheets);
        return Reply.ok(mask.map(fields -> fields.of(whole)).orElse(whole));
    }

    private static JsonObject sheet(Tab tab, int index, boolean grid, List<Range> ranges) {
        JsonObject properties = new JsonObject()
                .put("sheetId", tab.gid())
                .put("title", tab.title())
                .put("index", index)
                .put("sheetType", "GRID")
                .put("gridProperties", new JsonObject().put("rowCount", 1000).put("columnCount", 26));
        if (tab.hidden()) {
            properties.put("hidden", true);
        }
        JsonObject sheet = new JsonObject().put("properties", properties);
        if (!tab.merged().isEmpty()) {
            JsonArray merges = new JsonArray();
            tab.merged()
                    .forEach(area -> merges.add(new JsonObject()
                            .put("sheetId", tab.gid())
                            .put("startRowIndex", area.get(0))
                            .put("endRowIndex", area.get(1))
                            .put("startColumnIndex", area.get(2))
                            .put("endColumnIndex", area.get(3))));
            sheet.put("merges", merges);
        }
        return grid ? sheet.put("data", data(tab, ranges)) : sheet;
    }

    private static JsonArray data(Tab tab, List<Range> ranges) {
        List<Range> wanted = ranges.isEmpty() ? List.of(Spreadsheets.range("'" + tab.title() + "'!A1:Z1000")) : ranges;
        JsonArray data = new JsonArray();
        for (Range range : wanted) {
            JsonArray rows = new JsonArray();
            for (List<SandboxCell> row : Spreadsheets.cells(range)) {
                JsonArray values = new JsonArray();
                row.forEach(cell -> values.add(cell.json()));
                rows.add(row.isEmpty() ? new JsonObject() : new JsonObject().put("values", values));
            }
            JsonObject grid = new JsonObject();
            if (range.top() > 1) {
                grid.put("startRow", range.top() - 1);
            }
            if (range.left() > 1) {
                grid.put("startColumn", range.left() - 1);
            }
            data.add(rows.isEmpty() ? grid : grid.put("rowData", rows));
        }
        return data;
    }

    private static RefusedException refused(String message) {
        return new RefusedException(SandboxGoogleError.plain(400, "INVALID_ARGUMENT", message));
    }

    /**
     * The parameter {@code fields}: names with their parts in parentheses, as {@code sheets(properties(title),merges)}.
     *
     * @param parts empty for everything
     */
    record FieldMask(Map<String, FieldMask> parts) {
        /** Reads it, or refuses it. */
        static FieldMask parse(String text) {
            int[] at = {0};
            FieldMask mask = list(text, at);
            if (at[0] < text.length()) {
                throw refused(text);
            }
            return mask;
        }

        private static FieldMask list(String text, int[] at) {
            Map<String, FieldMask> parts = new LinkedHashMap<>();
            do {
                int from = at[0];
                while (at[0] < text.length() && Character.isLetter(text.charAt(at[0]))) {
                    at[0]++;
                }
                String name = text.substring(from, at[0]);
                if (name.isEmpty()) {
                    throw refused(text);
                }
                FieldMask inner = new FieldMask(Map.of());
                if (next(text, at, '(')) {
                    inner = list(text, at);
                    if (!next(text, at, ')')) {
                        throw refused(text);
                    }
                }
                parts.put(name, inner);
            } while (next(text, at, ','));
            return new FieldMask(parts);
        }

        private static boolean next(String text, int[] at, char wanted) {
            boolean there = at[0] < text.length() && text.charAt(at[0]) == wanted;
            if (there) {
                at[0]++;
            }
            return there;
        }

        /** Whether a name stands anywhere in it. */
        boolean names(String name) {
            return parts.containsKey(name) || parts.values().stream().anyMatch(part -> part.names(name));
        }

        /** What it leaves of an object. */
        JsonObject of(JsonObject whole) {
            if (parts.isEmpty()) {
                return whole;
            }
            JsonObject left = new JsonObject();
            parts.forEach((name, part) -> {
                if (whole.containsKey(name)) {
                    left.put(name, part.ofValue(whole.getValue(name)));
                }
            });
            return left;
        }

        private Object ofValue(Object value) {
            return switch (value) {
                case JsonObject object -> of(object);
                case JsonArray array ->
                    new JsonArray(array.stream().map(this::ofValue).toList());
                default -> value;
            };
        }

        private static RefusedException refused(String text) {
            return new RefusedException(SandboxGoogleError.plain(
                    400, "INVALID_ARGUMENT", "Request contains an invalid argument: fields=" + text));
        }
    }
}
