package dev.ratiofixer.google.sheets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.GoogleErrorClassifier;
import dev.ratiofixer.provider.LastOutcome;
import dev.ratiofixer.provider.Origins;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Answer;
import dev.ratiofixer.provider.ProviderJson;
import dev.ratiofixer.provider.ReadOnlyHttpClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads link-shared Google Sheets with an API key. Only the sheet's id is taken from what a user gives: the request
 * goes to the configured origin and nowhere else.
 */
public final class SheetsClient {
    private static final String PROVIDER = "Google Sheets";

    private final LastOutcome last = new LastOutcome(false);
    private final ReadOnlyHttpClient http;
    private final String base;
    private final Supplier<Optional<String>> key;

    public SheetsClient(Vertx vertx, URI origin, Supplier<Optional<String>> key) {
        this.http = new ReadOnlyHttpClient(vertx, PROVIDER, ProviderHttpClient.LIMIT);
        this.base = Origins.text(origin) + "/v4/spreadsheets/";
        this.key = key;
    }

    /** The rows of a range, as ragged as Google gives them. */
    public Future<List<List<String>>> rows(SheetId sheet, String range) {
        Optional<String> with = key.get();
        if (with.isEmpty()) {
            return Future.failedFuture(new ProviderException(
                    new ProviderFailure.Unauthorized("there is no YOUTUBE_API_KEY to read the sheet with")));
        }
        String uri =
                base + sheet.value() + "/values/" + encoded(range) + "?majorDimension=ROWS&key=" + encoded(with.get());
        return last.of(http.get(uri).compose(SheetsClient::read));
    }

    /** For health. */
    public LastOutcome last() {
        return last;
    }

    /** Ends its connections. */
    public void close() {
        http.close();
    }

    private static Future<List<List<String>>> read(Answer answer) {
        JsonNode body = ProviderJson.read(answer.body());
        if (!answer.ok() || !body.isObject()) {
            return Future.failedFuture(new ProviderException(
                    answer.ok()
                            ? new ProviderFailure.Indeterminate("Google Sheets answers with something that is not JSON")
                            : GoogleErrorClassifier.failure(PROVIDER, answer)));
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : body.path("values")) {
            List<String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell.asText("")));
            rows.add(List.copyOf(cells));
        }
        return Future.succeededFuture(List.copyOf(rows));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
