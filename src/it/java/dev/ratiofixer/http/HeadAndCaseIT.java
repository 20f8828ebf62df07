package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HEAD wherever GET works, names and media types in any case, and a stream whose every block has data. */
class HeadAndCaseIT {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static Site site;
    private static String campaign;

    @BeforeAll
    static void open() {
        site = Site.open();
        campaign = site.as(Site.OPERATOR)
                .post("/api/ratio-fixer/start", StartIT.body())
                .json()
                .getString("campaign_id");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/start",
                "/api-docs",
                "/assets/dom.js",
                "/assets/style.css",
                "/lib/uplot/uPlot.min.css",
                "/lib/swagger-ui/swagger-ui.css",
                "/lib/swagger-ui/swagger-ui-bundle.js",
                "/lib/swagger-ui/favicon-32x32.png",
                "/eventbus/",
                "/eventbus/info",
                "/openapi.yaml",
                "/sign-in/methods",
                "/assets/charts.js",
                "/api/ratio-fixer/campaigns/ID/decisions",
                "/api/ratio-fixer/orders",
                "/api/ratio-fixer/spending",
                "/healthz",
                "/campaign_status/ID",
                "/api/ratio-fixer/health",
                "/api/ratio-fixer/campaigns?limit=2",
                "/api/ratio-fixer/status/ID",
                "/api/ratio-fixer/campaigns/ID/samples",
                "/api/ratio-fixer/services",
                "/api/ratio-fixer/session"
            })
    void headAnswersAsGetWithoutABody(String path) throws Exception {
        String address = site.address() + path.replace("ID", campaign);
        HttpResponse<String> get = send("GET", address);
        HttpResponse<String> head = send("HEAD", address);
        assertThat(get.statusCode()).isEqualTo(200);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : new String[] {"content-type", "etag", "cache-control"}) {
            assertThat(head.headers().firstValue(name))
                    .as(name)
                    .isEqualTo(get.headers().firstValue(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/metrics"})
    void probesAnswerHead(String path) throws Exception {
        String address = "http://127.0.0.1:" + site.verticle.managementPort() + path;
        assertThat(send("HEAD", address).statusCode())
                .isEqualTo(send("GET", address).statusCode());
        assertThat(send("HEAD", address).body()).isEmpty();
    }

    @Test
    void headOfTheStreamEndsAtOnce() throws Exception {
        HttpResponse<String> head = send("HEAD", site.address() + "/api/ratio-fixer/stream");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(site.verticle.streams()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://label.example.org",
                "HTTPS://label.example.org",
                "https://Label.Example.ORG",
                "https://label.example.org:443",
                "hTTPS://LABEL.example.org:443"
            })
    void anOriginIsComparedWithoutRegardToCase(String origin) {
        assertThat(site.as(Site.OPERATOR)
                        .with("Origin", origin)
                        .get("/api/ratio-fixer/health")
                        .header("Access-Control-Allow-Origin"))
                .isEqualTo(origin);
        assertThat(site.as(Site.OPERATOR)
                        .with("Origin", origin)
                        .get("/eventbus/info")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://label.example.org",
                "https://label.example.org:444",
                "https://label.example.org.evil.example",
                "null",
                ""
            })
    void anotherOriginGetsNothing(String origin) {
        assertThat(site.as(Site.OPERATOR)
                        .with("Origin", origin)
                        .get("/api/ratio-fixer/health")
                        .header("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(site.as(Site.OPERATOR)
                        .with("Origin", origin)
                        .get("/eventbus/info")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void headIsRefusedAsGetIs() throws Exception {
        assertThat(HTTP.send(
                                HttpRequest.newBuilder(URI.create(site.address() + "/api/ratio-fixer/health"))
                                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
        assertThat(send("HEAD", site.address() + "/api/ratio-fixer/status/none").statusCode())
                .isEqualTo(404);
        assertThat(send("HEAD", site.address() + "/api/ratio-fixer/campaigns?limit=0")
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Application/JSON",
                "APPLICATION/JSON",
                "application/json; charset=UTF-8",
                "Application/Json;Charset=utf-8",
                " application/json ",
                "application/JSON ; charset=utf-8",
                "aPPLICATION/jSON;CHARSET=\"UTF-8\"",
                "application/json;",
                "application/json;charset=utf-8;q=1"
            })
    void aMediaTypeIsReadInAnyCase(String type) {
        assertThat(site.as(Site.OPERATOR)
                        .with("Content-Type", type)
                        .post("/api/ratio-fixer/start", StartIT.body())
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "json"})
    void anotherMediaTypeIsRefused(String type) {
        assertThat(site.as(Site.OPERATOR)
                        .with("Content-Type", type)
                        .post("/api/ratio-fixer/start", StartIT.body())
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTHORIZATION: BEARER KEY",
                "authorization: bearer KEY",
                "x-api-key: KEY",
                "X-Api-KEY: KEY",
                "aUTHORIZATION: bEARER   KEY"
            })
    void aHeaderAndItsSchemeAreReadInAnyCase(String header) throws IOException {
        assertThat(raw("GET /healthz HTTP/1.1\r\nhOST: x\r\n"
                        + header.replace("KEY", Site.VIEWER).replace("X-Api-" + Site.VIEWER, "X-Api-KEY")
                        + "\r\ncONNECTION: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    /** What some clients do: split at empty lines, parse the data of each block. */
    @Test
    void everyBlockOfTheStreamHasDataAndTheSnapshotComesFirst() throws Exception {
        HttpResponse<InputStream> stream = HTTP.send(
                HttpRequest.newBuilder(URI.create(site.address() + "/api/ratio-fixer/stream"))
                        .header("X-API-Key", Site.VIEWER)
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            String type = "";
            JsonObject data = null;
            int blocks = 0;
            while (blocks < 2) {
                String line = lines.readLine();
                if (line.isEmpty()) {
                    assertThat(data).isNotNull();
                    assertThat(type).isEqualTo(blocks == 0 ? "snapshot" : "clock");
                    blocks++;
                    data = null;
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = new JsonObject(line.substring(6));
                }
            }
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.verticle.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpResponse<String> send(String method, String address) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(address))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("X-API-Key", Site.VIEWER)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
