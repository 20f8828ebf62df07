package dev.ratiofixer.google.sheets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.sheets.SheetTab.MergedArea;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the answers of {@code spreadsheets.get} and {@code spreadsheets.values.get}. */
final class SheetResponseParser {
    private static final int SHOWN_TABS = 20;

    /** A tab's place in its spreadsheet. */
    record TabProperties(long gid, String title, int index, boolean hidden) {}

    private SheetResponseParser() {}

    /**
     * The tab that an address means.
     *
     * @throws ProviderException if there is none
     */
    static TabProperties tab(JsonNode spreadsheet, @Nullable Long gid) {
        List<TabProperties> tabs = new ArrayList<>();
        for (JsonNode sheet : spreadsheet.path("sheets")) {
            JsonNode properties = sheet.path("properties");
            // What is no grid (a chart, a data source) has no cells.
            if (properties.path("sheetType").asText("GRID").equals("GRID")) {
                tabs.add(new TabProperties(
                        properties.path("sheetId").asLong(0),
                        properties.path("title").asText(""),
                        properties.path("index").asInt(0),
                        properties.path("hidden").asBoolean(false)));
            }
        }
        Optional<TabProperties> found = gid == null
                ? tabs.stream()
                        .filter(tab -> !tab.hidden())
                        .min((one, other) -> Integer.compare(one.index(), other.index()))
                : tabs.stream().filter(tab -> tab.gid() == gid).findFirst();
        return found.filter(tab -> !tab.title().isEmpty()).orElseThrow(() -> new ProviderException(none(tabs, gid)));
    }

    private static Rejected none(List<TabProperties> tabs, @Nullable Long gid) {
        List<String> known = tabs.stream()
                .limit(SHOWN_TABS)
                .map(tab -> "\"" + tab.title() + "\" (gid=" + tab.gid() + ")")
                .toList();
        String has = known.isEmpty() ? "it has no tab with cells" : "its tabs are " + String.join(", ", known);
        return new Rejected(
                "noSuchTab",
                gid == null
                        ? "the sheet has no tab to be read: " + has
                        : "the sheet has no tab gid=" + gid + ": " + has,
                "open the tab of the texts in the browser and copy the address from there",
                null);
    }

    /** The cells of the only tab of an answer with grid data; empty where the answer holds none. */
    static Optional<SheetTab> grid(JsonNode spreadsheet, TabProperties wanted) {
        for (JsonNode sheet : spreadsheet.path("sheets")) {
            boolean same = sheet.path("properties").path("sheetId").asLong(0) == wanted.gid();
            if (same && sheet.path("data").isArray()) {
                List<List<SheetCell>> rows = new ArrayList<>();
                for (JsonNode row : sheet.path("data").path(0).path("rowData")) {
                    List<SheetCell> cells = new ArrayList<>();
                    row.path("values").forEach(cell -> cells.add(cell(cell)));
                    rows.add(List.copyOf(cells));
                }
                return Optional.of(new SheetTab(wanted.title(), rows, merged(sheet.path("merges"))));
            }
        }
        return Optional.empty();
    }

    private static List<MergedArea> merged(JsonNode merges) {
        List<MergedArea> areas = new ArrayList<>();
        // An end that is absent is the end of the tab.
        merges.forEach(range -> areas.add(new MergedArea(
                range.path("startRowIndex").asInt(0),
                range.path("endRowIndex").asInt(Integer.MAX_VALUE),
                range.path("startColumnIndex").asInt(0),
                range.path("endColumnIndex").asInt(Integer.MAX_VALUE))));
        return areas;
    }

    private static SheetCell cell(JsonNode cell) {
        String shown = cell.path("formattedValue").asText("");
        JsonNode value = cell.path("effectiveValue");
        if (value.has("errorValue")) {
            return value.path("errorValue").path("type").asText("").equals("LOADING")
                    ? new SheetCell.Loading(shown)
                    : new SheetCell.Failed(shown);
        }
        if (value.has("boolValue")) {
            return new SheetCell.Checked(value.path("boolValue").asBoolean(), shown);
        }
        if (value.has("numberValue")) {
            return new SheetCell.Numeric(value.path("numberValue").asDouble(), shown);
        }
        String text = value.path("stringValue").asText("");
        return text.isEmpty() && shown.isEmpty() ? SheetCell.BLANK : new SheetCell.Text(text, shown);
    }

    /**
     * The cells of a range that was read twice, as it is shown and unformatted.
     *
     * @throws ProviderException if either answer makes no sense
     */
    static SheetTab values(TabProperties tab, JsonNode shown, JsonNode unformatted) {
        List<List<SheetCell>> rows = new ArrayList<>();
        JsonNode plain = rows(unformatted);
        JsonNode seen = rows(shown);
        for (int i = 0; i < plain.size(); i++) {
            List<SheetCell> cells = new ArrayList<>();
            for (int j = 0; j < plain.path(i).size(); j++) {
                cells.add(cell(plain.path(i).path(j), seen.path(i).path(j).asText("")));
            }
            rows.add(List.copyOf(cells));
        }
        return new SheetTab(tab.title(), rows, List.of());
    }

    private static JsonNode rows(JsonNode answer) {
        JsonNode rows = answer.path("values");
        if (rows.isMissingNode() || rows.isArray()) {
            return rows;
        }
        throw new ProviderException(new Indeterminate("Google Sheets' answer makes no sense: \"values\" is no array"));
    }

    private static SheetCell cell(JsonNode value, String shown) {
        if (value.isBoolean()) {
            return new SheetCell.Checked(value.asBoolean(), shown);
        }
        if (value.isNumber()) {
            return new SheetCell.Numeric(value.asDouble(), shown);
        }
        String text = value.asText("");
        return text.isEmpty() ? SheetCell.BLANK : new SheetCell.Text(text, shown);
    }
}
