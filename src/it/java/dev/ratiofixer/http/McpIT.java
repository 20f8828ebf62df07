package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.AuditLog;
import dev.ratiofixer.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of the Model Context Protocol: both revisions, what they may do, and what they may not. */
class McpIT {
    private static final String MODERN = "2026-07-28";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Site site;
    private String campaign;

    record Answer(int status, String text, HttpResponse<String> whole) {
        JsonObject json() {
            return new JsonObject(text);
        }

        JsonObject result() {
            return json().getJsonObject("result");
        }

        int error() {
            return json().getJsonObject("error").getInteger("code");
        }
    }

    @BeforeEach
    void open() {
        site = Site.open();
        campaign = site.as(Site.OPERATOR)
                .post("/api/ratio-fixer/start", StartIT.body())
                .json()
                .getString("campaign_id");
        site.audited.clear();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Answer send(String method, String key, Map<String, String> headers, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site.address() + "/mcp"))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        headers.forEach(request::header);
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), response);
    }

    private Answer legacy(String key, String method, JsonObject params) throws Exception {
        return send(
                "POST",
                key,
                Map.of("MCP-Protocol-Version", "2025-11-25"),
                message(method, params).encode());
    }

    private static JsonObject message(String method, JsonObject params) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", 7)
                .put("method", method)
                .put("params", params);
    }

    private static JsonObject modernParams() {
        return new JsonObject()
                .put(
                        "_meta",
                        new JsonObject()
                                .put("io.modelcontextprotocol/protocolVersion", MODERN)
                                .put("io.modelcontextprotocol/clientCapabilities", new JsonObject()));
    }

    private Answer modern(String key, String method, JsonObject more) throws Exception {
        Map<String, String> headers = new HashMap<>(Map.of("MCP-Protocol-Version", MODERN, "Mcp-Method", method));
        if (more.containsKey("name")) {
            headers.put("Mcp-Name", more.getString("name"));
        }
        return send(
                "POST",
                key,
                headers,
                message(method, modernParams().mergeIn(more)).encode());
    }

    private static JsonObject call(String tool, JsonObject arguments) {
        return new JsonObject().put("name", tool).put("arguments", arguments);
    }

    private JsonObject ofCampaign() {
        return new JsonObject().put("id", campaign);
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25,2025-11-25", "2025-06-18,2025-06-18", "2025-03-26,2025-03-26", "2099-01-01,2025-11-25"})
    void anOlderClientBeginsByInitialize(String asked, String answered) throws Exception {
        Answer hello = send(
                "POST",
                Site.VIEWER,
                Map.of(),
                message(
                                "initialize",
                                new JsonObject()
                                        .put("protocolVersion", asked)
                                        .put("capabilities", new JsonObject())
                                        .put(
                                                "clientInfo",
                                                new JsonObject()
                                                        .put("name", "c")
                                                        .put("version", "1")))
                        .encode());

        assertThat(hello.status()).isEqualTo(200);
        assertThat(hello.result().getString("protocolVersion")).isEqualTo(answered);
        assertThat(hello.result().getJsonObject("serverInfo").getString("name")).isEqualTo("ratio-fixer");
        assertThat(hello.result().getJsonObject("capabilities").fieldNames()).containsExactly("tools");
        Answer ready = send(
                "POST",
                Site.VIEWER,
                Map.of(),
                new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("method", "notifications/initialized")
                        .encode());
        assertThat(ready.status()).isEqualTo(202);
        assertThat(ready.text()).isEmpty();
        assertThat(legacy(Site.VIEWER, "ping", new JsonObject()).result()).isEqualTo(new JsonObject());
    }

    @Test
    void aNewClientDiscoversTheServerWithoutASession() throws Exception {
        JsonObject found =
                modern(Site.VIEWER, "server/discover", new JsonObject()).result();

        assertThat(found.getString("resultType")).isEqualTo("complete");
        assertThat(found.getJsonArray("supportedVersions")).contains(MODERN, "2025-11-25");
        assertThat(found.getInteger("ttlMs")).isPositive();
        assertThat(found.getString("cacheScope")).isEqualTo("private");
        assertThat(found.getJsonObject("_meta")
                        .getJsonObject("io.modelcontextprotocol/serverInfo")
                        .getString("version"))
                .isEqualTo("0.1.0");
    }

    @Test
    void theToolsReadAndProposeAndNothingElse() throws Exception {
        JsonArray tools =
                modern(Site.VIEWER, "tools/list", new JsonObject()).result().getJsonArray("tools");

        assertThat(tools.stream().map(tool -> ((JsonObject) tool).getString("name")))
                .containsExactly(
                        "list_campaigns",
                        "get_status",
                        "explain_campaign",
                        "list_orders",
                        "list_services",
                        "get_health",
                        "expectation",
                        "backtest",
                        "propose");
        assertThat(tools)
                .isEqualTo(legacy(Site.VIEWER, "tools/list", new JsonObject())
                        .result()
                        .getJsonArray("tools"));
        for (Object each : tools) {
            JsonObject tool = (JsonObject) each;
            assertThat(tool.getJsonObject("annotations").getBoolean("readOnlyHint"))
                    .isEqualTo(!tool.getString("name").equals("propose"));
            assertThat(tool.getJsonObject("inputSchema").getString("type")).isEqualTo("object");
            assertThat(tool.getJsonObject("inputSchema").encode()).doesNotContain("$ref");
        }
        JsonObject propose = tools.getJsonObject(8).getJsonObject("inputSchema");
        assertThat(propose.getJsonObject("properties").fieldNames()).containsExactly("id");
        assertThat(propose.getJsonArray("required")).containsExactly("id");
        assertThat(propose.getBoolean("additionalProperties")).isFalse();
    }

    @Test
    void aToolAnswersAsTheApiDoes() throws Exception {
        JsonObject status =
                site.as(Site.VIEWER).get("/api/ratio-fixer/status/" + campaign).json();

        JsonObject legacy = legacy(Site.VIEWER, "tools/call", call("get_status", ofCampaign()))
                .result();
        JsonObject modern = modern(Site.VIEWER, "tools/call", call("get_status", ofCampaign()))
                .result();

        assertThat(legacy.getJsonObject("structuredContent")).isEqualTo(status);
        assertThat(new JsonObject(
                        legacy.getJsonArray("content").getJsonObject(0).getString("text")))
                .isEqualTo(status);
        assertThat(legacy.getBoolean("isError")).isFalse();
        assertThat(legacy.containsKey("resultType")).isFalse();
        assertThat(modern.getJsonObject("structuredContent")).isEqualTo(status);
        assertThat(modern.getString("resultType")).isEqualTo("complete");
    }

    @Test
    void theListTakesTheApisFilters() throws Exception {
        JsonObject none = legacy(
                        Site.VIEWER,
                        "tools/call",
                        call(
                                "list_campaigns",
                                new JsonObject().put("q", "no such name").put("limit", 5)))
                .result();
        assertThat(none.getJsonObject("structuredContent").getJsonArray("items"))
                .isEmpty();
        JsonObject expected = legacy(
                        Site.VIEWER,
                        "tools/call",
                        call("expectation", new JsonObject().put("views", 1000).put("age_days", 10)))
                .result();
        assertThat(expected.getJsonObject("structuredContent").getJsonObject("likes"))
                .isNotNull();
    }

    @Test
    void whatAToolRefusesIsAResultThatTheModelCanRead() throws Exception {
        for (JsonObject arguments : List.of(
                new JsonObject().put("id", "no-such-campaign"),
                new JsonObject(),
                ofCampaign().put("amount", 100),
                new JsonObject().put("id", 5))) {
            JsonObject refused = legacy(Site.OPERATOR, "tools/call", call("propose", arguments))
                    .result();
            assertThat(refused.getBoolean("isError")).as("%s", arguments).isTrue();
            assertThat(refused.getJsonObject("structuredContent").getString("detail"))
                    .isNotEmpty();
        }
    }

    @Test
    void proposingNeedsAnOperatorAndIsAudited() throws Exception {
        JsonObject refused =
                modern(Site.VIEWER, "tools/call", call("propose", ofCampaign())).result();
        assertThat(refused.getBoolean("isError")).isTrue();
        assertThat(refused.getJsonObject("structuredContent").getInteger("status"))
                .isEqualTo(403);

        JsonObject asked = modern(Site.OPERATOR, "tools/call", call("propose", ofCampaign()))
                .result();
        assertThat(asked.getBoolean("isError")).isFalse();
        assertThat(asked.getJsonObject("structuredContent").getString("campaign_id"))
                .isEqualTo(campaign);
        legacy(Site.VIEWER, "tools/call", call("get_status", ofCampaign()));
        assertThat(site.audited)
                .extracting(
                        AuditLog.AuditEntry::action,
                        AuditLog.AuditEntry::via,
                        entry -> entry.caller().role(),
                        AuditLog.AuditEntry::subject,
                        AuditLog.AuditEntry::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "proposeOrders", AuditLog.Via.MCP, Role.OPERATOR, campaign, "done"),
                        org.assertj.core.groups.Tuple.tuple(
                                "getStatus", AuditLog.Via.MCP, Role.VIEWER, campaign, "done"));
    }

    @Test
    void proposingOnAnEndedCampaignSaysWhy() throws Exception {
        site.as(Site.OPERATOR).post("/api/ratio-fixer/stop/" + campaign, new JsonObject());
        JsonObject refused = legacy(Site.OPERATOR, "tools/call", call("propose", ofCampaign()))
                .result();
        assertThat(refused.getBoolean("isError")).isTrue();
        assertThat(refused.getJsonObject("structuredContent").getString("detail"))
                .isEqualTo("the campaign has ended");
        assertThat(site.as(Site.OPERATOR)
                        .post("/api/ratio-fixer/campaigns/" + campaign + "/propose", new JsonObject())
                        .status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "approve_order", "start", "start_campaign", "create_key", "stop"})
    void thereIsNoToolThatApprovesStartsOrMakesKeys(String name) throws Exception {
        assertThat(legacy(Site.ADMIN, "tools/call", call(name, ofCampaign())).error())
                .isEqualTo(-32_602);
        Answer modern = modern(Site.ADMIN, "tools/call", call(name, ofCampaign()));
        assertThat(modern.error()).isEqualTo(-32_602);
        assertThat(modern.status()).isEqualTo(400);
    }

    @Test
    void aPageOfAnotherOriginIsRefusedAndOursIsNot() throws Exception {
        String body = message("ping", new JsonObject()).encode();
        assertThat(send("POST", Site.VIEWER, Map.of("Origin", "https://elsewhere.example.net"), body)
                        .status())
                .isEqualTo(403);
        assertThat(send("POST", Site.VIEWER, Map.of("Origin", "HTTPS://Label.Example.Org"), body)
                        .status())
                .isEqualTo(200);
        assertThat(send("POST", Site.VIEWER, Map.of("Origin", site.address()), body)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aKeyIsNeeded() throws Exception {
        String body = message("ping", new JsonObject()).encode();
        Answer nobody = send("POST", "", Map.of(), body);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.whole().headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(send("POST", "wrong-key", Map.of(), body).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT"})
    void thereIsNoEventStreamAndNoSession(String method) throws Exception {
        Answer answer = send(method, Site.VIEWER, Map.of(), "");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.whole().headers().firstValue("Allow")).contains("POST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                              | -32700",
                "''                                                             | -32700",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}    | -32700",
                "[]                                                             | -32600",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}             | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}          | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"}   | -32601",
            })
    void whatIsNoMessageIsRefusedByNumber(String body, int code) throws Exception {
        assertThat(send("POST", Site.VIEWER, Map.of(), body).error()).isEqualTo(code);
    }

    @Test
    void headersOfANewClientMustSayWhatTheBodySays() throws Exception {
        String discover = message("server/discover", modernParams()).encode();
        Answer noHeader = send("POST", Site.VIEWER, Map.of(), discover);
        assertThat(noHeader.error()).isEqualTo(-32_020);
        assertThat(noHeader.status()).isEqualTo(400);
        assertThat(send(
                                "POST",
                                Site.VIEWER,
                                Map.of("MCP-Protocol-Version", MODERN, "Mcp-Method", "tools/list"),
                                discover)
                        .error())
                .isEqualTo(-32_020);
        assertThat(send(
                                "POST",
                                Site.VIEWER,
                                Map.of("MCP-Protocol-Version", MODERN),
                                message("tools/list", new JsonObject()).encode())
                        .error())
                .isEqualTo(-32_020);
        String named = message("tools/call", modernParams().mergeIn(call("get_health", new JsonObject())))
                .encode();
        assertThat(send(
                                "POST",
                                Site.VIEWER,
                                Map.of(
                                        "MCP-Protocol-Version",
                                        MODERN,
                                        "Mcp-Method",
                                        "tools/call",
                                        "Mcp-Name",
                                        "=?base64?Z2V0X2hlYWx0aA==?="),
                                named)
                        .result()
                        .getBoolean("isError"))
                .isFalse();
    }

    @Test
    void aRevisionThatIsNotSpokenIsNamedWithThoseThatAre() throws Exception {
        JsonObject params = modernParams();
        params.getJsonObject("_meta").put("io.modelcontextprotocol/protocolVersion", "2030-01-01");
        Answer answer = send(
                "POST",
                Site.VIEWER,
                Map.of("MCP-Protocol-Version", "2030-01-01", "Mcp-Method", "tools/list"),
                message("tools/list", params).encode());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(-32_022);
        JsonObject data = answer.json().getJsonObject("error").getJsonObject("data");
        assertThat(data.getString("requested")).isEqualTo("2030-01-01");
        assertThat(data.getJsonArray("supported")).contains(MODERN);
    }

    @Test
    void aMethodThatTheNewRevisionHasNotIsNotFound() throws Exception {
        Answer ping = modern(Site.VIEWER, "ping", new JsonObject());
        assertThat(ping.status()).isEqualTo(404);
        assertThat(ping.error()).isEqualTo(-32_601);
    }

    @Test
    void aLongMessageIsRefused() throws Exception {
        String body =
                message("ping", new JsonObject().put("x", "x".repeat(70_000))).encode();
        assertThat(send("POST", Site.VIEWER, Map.of(), body).status()).isEqualTo(413);
    }
}
