package dev.ratiofixer.google.sheets;

import static dev.ratiofixer.provider.ProviderHttpClient.encode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.GoogleHttpClient;
import dev.ratiofixer.google.GoogleHttpClient.GoogleApi;
import dev.ratiofixer.google.GoogleHttpClient.GoogleReply;
import dev.ratiofixer.google.GoogleHttpClient.KeyCredential;
import dev.ratiofixer.google.sheets.SheetTab.MergedArea;
import dev.ratiofixer.google.sheets.SheetTab.SheetCell;
import dev.ratiofixer.google.sheets.SheetsClient.SheetResponseParser.TabProperties;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.Rejected;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.LastOutcome;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads link-shared Google Sheets with an API key. Only the sheet's id and its tab's number are taken from what a user
 * gives: the request goes to the configured origin and nowhere else.
 *
 * <p>A tab is read by its name, which one call finds by its number; a second call reads what each cell holds and as
 * what it is shown, all of the same moment. Where the answer to that holds no cells, as from a gateway that knows
 * values only, the values are read twice, as they are shown and unformatted.
 */
public final class SheetsClient {
    private static final String TABS = "sheets(properties(sheetId,title,index,hidden,sheetType))";
    private static final String CELLS =
            "sheets(properties(sheetId),merges,data(rowData(values(formattedValue,effectiveValue))))";

    private final GoogleHttpClient http;
    private final String base;

    public SheetsClient(Vertx vertx, InstantSource clock, URI origin, Supplier<Optional<String>> key) {
        this.http = new GoogleHttpClient(vertx, clock, GoogleApi.SHEETS, Limits.USUAL, new KeyCredential(key));
        this.base = ProviderHttpClient.origin(origin) + "/v4/spreadsheets/";
    }

    /**
     * Reads a part of the tab that an address means; fails with {@code Rejected} if there is no such tab.
     *
     * @param cells such as {@code A1:C10}; it begins with {@code A1}, so that rows and columns count from there
     */
    public Future<SheetTab> read(SheetAddress address, String cells) {
        String sheet = base + address.id().value();
        return http.get(sheet + "?fields=" + encode(TABS))
                .compose(reply -> understood(reply, body -> SheetResponseParser.tab(body, address.gid())))
                .compose(tab -> {
                    String range = "'" + tab.title().replace("'", "''") + "'!" + cells;
                    return http.get(sheet + "?ranges=" + encode(range) + "&fields=" + encode(CELLS))
                            .compose(reply -> understood(reply, body -> SheetResponseParser.grid(body, tab)))
                            .compose(grid -> grid.map(Future::succeededFuture)
                                    .orElseGet(() -> values(sheet + "/values/" + encode(range), tab)));
                });
    }

    private Future<SheetTab> values(String range, TabProperties tab) {
        String rendered = range + "?majorDimension=ROWS&valueRenderOption=";
        return http.get(rendered + "UNFORMATTED_VALUE")
                .compose(plain -> http.get(rendered + "FORMATTED_VALUE")
                        .compose(shown ->
                                understood(shown, body -> SheetResponseParser.values(tab, body, plain.body()))));
    }

    /** An answer that says nothing of use is a failure to health, too. */
    private <T> Future<T> understood(GoogleReply reply, Function<JsonNode, T> read) {
        return http.last().of(Future.succeededFuture(reply.body()).map(read));
    }

    /** How the last call ended, for health. */
    public LastOutcome last() {
        return http.last();
    }

    /** Ends its connections. */
    public void close() {
        http.close();
    }

    /** Reads the answers of {@code spreadsheets.get} and {@code spreadsheets.values.get}. */
    static final class SheetResponseParser {
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
            return found.filter(tab -> !tab.title().isEmpty())
                    .orElseThrow(() -> new ProviderException(none(tabs, gid)));
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
            throw new ProviderException(
                    new Indeterminate("Google Sheets gives an answer that makes no sense (\"values\" is no array)"));
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
}
