package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.http.WireClient.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard's files, which need no key and nothing from outside. */
class PagesIT {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/start, text/html",
        "/campaigns/abc, text/html",
        "/health, text/html",
        "/privacy, text/html",
        "/audit, text/html",
        "/assets/report.css, text/css",
        "/api-docs, text/html",
        "/openapi.yaml, application/yaml",
        "/lib/uplot/uPlot.esm.js, text/javascript",
        "/lib/uplot/uPlot.min.css, text/css",
        "/lib/swagger-ui/swagger-ui-bundle.js, text/javascript"
    })
    void serves(String path, String type) {
        Reply reply = site.anonymous().get(path);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-type").replace("application/javascript", "text/javascript"))
                .startsWith(type);
        assertThat(reply.header("content-security-policy")).contains("script-src 'self'");
    }

    /** An address that the dashboard shows stands a reload, and can be sent to somebody. */
    @Test
    void everyPageOfTheDashboardHasAnAddressThatIsServed() {
        String script = site.anonymous().get("/assets/app.js").text();
        List<String> paths = Pattern.compile("\\[/\\^(\\S+)\\$/, view")
                .matcher(script)
                .results()
                .map(route -> route.group(1).replace("\\/", "/").replace("([\\w-]+)", "abc"))
                .toList();
        assertThat(paths).contains("/", "/campaigns/abc/backtest", "/costs", "/clients");
        for (String path : paths) {
            assertThat(site.anonymous().get(path).status()).as(path).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/assets/../index.html",
        "/assets/..%2f..%2fopenapi.yaml",
        "/lib/uplot/../../../../logback.xml",
        "/lib/uplot/%2e%2e/%2e%2e/package.json",
        "/nothing",
        "/assets/"
    })
    void servesNothingElse(String path) {
        assertThat(site.anonymous().get(path).status()).isIn(400, 403, 404);
    }

    @Test
    void answersProbesOnThePortForThem() throws Exception {
        java.net.http.HttpResponse<String> live = java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(
                                        "http://127.0.0.1:" + site.verticle.managementPort() + "/livez"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());
        assertThat(live.body()).isEqualTo("live");
    }

    @Test
    void thePrivacyPageIsToldWhatTheConfigurationInForceMeans() {
        JsonObject facts = site.anonymous().get("/privacy/facts").json();
        assertThat(facts.getString("derived_metrics")).isEqualTo("owner_authorized");
        assertThat(facts.getInteger("retention_days")).isEqualTo(30);
        assertThat(facts.getJsonArray("notified").encode()).isEqualTo("[\"email\",\"slack\"]");
        assertThat(facts.getValue("sign_in")).isNull();
    }
}
