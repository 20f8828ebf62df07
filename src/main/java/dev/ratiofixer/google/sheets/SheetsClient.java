package dev.ratiofixer.google.sheets;

import static dev.ratiofixer.provider.ProviderHttpClient.encode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.GoogleApi;
import dev.ratiofixer.google.GoogleHttpClient;
import dev.ratiofixer.google.GoogleHttpClient.KeyCredential;
import dev.ratiofixer.provider.LastOutcome;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads link-shared Google Sheets with an API key. Only the sheet's id is taken from what a user gives: the request
 * goes to the configured origin and nowhere else.
 */
public final class SheetsClient {
    private final GoogleHttpClient http;
    private final String base;

    public SheetsClient(Vertx vertx, InstantSource clock, URI origin, Supplier<Optional<String>> key) {
        this.http = new GoogleHttpClient(vertx, clock, GoogleApi.SHEETS, Limits.USUAL, new KeyCredential(key));
        this.base = ProviderHttpClient.origin(origin) + "/v4/spreadsheets/";
    }

    /** The rows of a range, as ragged as Google gives them. */
    public Future<List<List<String>>> rows(SheetId sheet, String range) {
        return http.get(base + sheet.value() + "/values/" + encode(range) + "?majorDimension=ROWS")
                .map(reply -> rows(reply.body()));
    }

    /** How the last call ended, for health. */
    public LastOutcome last() {
        return http.last();
    }

    /** Ends its connections. */
    public void close() {
        http.close();
    }

    private static List<List<String>> rows(JsonNode body) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : body.path("values")) {
            List<String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell.asText("")));
            rows.add(List.copyOf(cells));
        }
        return List.copyOf(rows);
    }
}
