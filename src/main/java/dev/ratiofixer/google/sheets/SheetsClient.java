package dev.ratiofixer.google.sheets;

import static dev.ratiofixer.provider.ProviderHttpClient.encode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.GoogleApi;
import dev.ratiofixer.google.GoogleHttpClient;
import dev.ratiofixer.google.GoogleHttpClient.GoogleReply;
import dev.ratiofixer.google.GoogleHttpClient.KeyCredential;
import dev.ratiofixer.google.sheets.SheetResponseParser.TabProperties;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.LastOutcome;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

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
}
