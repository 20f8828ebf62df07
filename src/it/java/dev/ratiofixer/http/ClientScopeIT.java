package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.Role;
import dev.ratiofixer.campaign.query.ClientDirectory.Client;
import dev.ratiofixer.http.EventReader.Event;
import dev.ratiofixer.http.WireClient.Reply;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key that is held to a client, at every door: of another client there is nothing, as of an unknown id. */
class ClientScopeIT {
    private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";
    private static final String THEIR_VIDEO = "9bZkp7q19f0";
    /** Served by HTTP alone, or repeating what the caller itself has named; each is looked at by itself. */
    private static final Set<String> APART = Set.of("login", "logout", "stream", "listAudit");

    private Site site;
    private WireClient held;
    private String heldKey;
    private String mine;
    private String theirs;
    private String theirOrder;
    private String theirLink;
    private String theirUrl;

    @BeforeEach
    void open() {
        site = Site.with(Site.settings().withTcpBridge(0));
        for (String client : List.of("alpha", "bravo")) {
            site.engine.clients.put(new Client(client, "Client " + client, null, site.engine.now(), "test"));
        }
        mine = start("Alpha single", "dQw4w9WgXcQ", "alpha");
        theirs = start("Bravo secret", THEIR_VIDEO, "bravo");
        theirOrder = "order-of-bravo";
        site.engine.put(HttpFixtures.order(
                theirOrder, theirs, OrderType.OWNER_COMMENT, OrderStatus.PROPOSED, site.engine.now()));
        site.engine.put(HttpFixtures.order(
                "order-of-alpha", mine, OrderType.OWNER_COMMENT, OrderStatus.PROPOSED, site.engine.now()));
        JsonObject shared = site.as(Site.ADMIN)
                .post("/api/ratio-fixer/clients/bravo/report/links", new JsonObject())
                .json();
        theirLink = shared.getString("link_id");
        theirUrl = shared.getString("url");
        heldKey = Site.await(site.access.keys().make("held to alpha", Role.ADMIN, null, "alpha"))
                .orElseThrow()
                .secret();
        held = site.as(heldKey);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String start(String name, String video, String client) {
        return site.as(Site.ADMIN)
                .post(
                        "/api/ratio-fixer/start",
                        StartIT.body()
                                .put("campaign_name", name)
                                .putNull("video_url")
                                .put("video_id", video)
                                .put("client", client))
                .json()
                .getString("campaign_id");
    }

    /** Whatever would give another client away. */
    private List<String> secrets() {
        return List.of(theirs, theirOrder, theirLink, "Bravo secret", "bravo", THEIR_VIDEO);
    }

    private record Route(String id, String method, String path, JsonObject operation) {}

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Map.Entry<String, Object> path : site.contract.document().getJsonObject("paths")) {
            for (Map.Entry<String, Object> method : (JsonObject) path.getValue()) {
                JsonObject operation = (JsonObject) method.getValue();
                routes.add(new Route(
                        operation.getString("operationId"),
                        method.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        operation));
            }
        }
        return routes;
    }

    /** The contract's own example of a body, about these ids. */
    private static @Nullable String body(Route route, String campaign, String order) {
        JsonObject request = route.operation().getJsonObject("requestBody");
        if (request == null) {
            return null;
        }
        if (request.containsKey("$ref")) {
            return "{}";
        }
        JsonObject examples = request.getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("examples");
        JsonObject body = examples.getJsonObject(
                        examples.fieldNames().iterator().next())
                .getJsonObject("value")
                .copy();
        return switch (route.id()) {
            case "stopCampaigns" ->
                body.put("campaign_ids", new JsonArray().add(campaign)).encode();
            case "decideOrders" ->
                body.put("order_ids", new JsonArray().add(order)).encode();
            case "startCampaign" ->
                body.put("video_id", THEIR_VIDEO).putNull("video_url").encode();
            case "startCampaigns" ->
                new JsonObject()
                        .put(
                                "campaigns",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("campaign_name", "x")
                                                .put("video_id", THEIR_VIDEO)))
                        .encode();
            default -> body.encode();
        };
    }

    private String ask(Route route, String id, String order) {
        String inPath = route.path().contains("/orders/")
                ? order
                : route.path().contains("/report-links/")
                        ? id.equals(theirs) ? theirLink : "r_nobody"
                        : route.path().contains("/clients/") ? id.equals(theirs) ? "bravo" : "nobody" : id;
        Reply reply = held.with("If-Match", "*")
                .send(route.method(), route.path().replace("{id}", inPath), body(route, id, order));
        return reply.status() + " "
                + reply.text()
                        .replaceAll("\"request_id\":\"[^\"]*\"", "")
                        .replace(inPath, "ID")
                        .replace(id, "ID")
                        .replace(order, "ID");
    }

    /** Each list as a file, too: the same filter has to hold for who is held. */
    @Test
    void noListTellsMoreAsAFile() {
        site.as(Site.ADMIN).post("/api/ratio-fixer/stop/" + theirs, new JsonObject());
        for (Route route : routes()) {
            if (route.method().equals("GET") && !APART.contains(route.id())) {
                for (String id : List.of(theirs, mine)) {
                    Reply reply = held.get(route.path().replace("{id}", id) + "?format=csv");

                    assertThat(reply.text().replace(id, "ID"))
                            .as(route.id() + " " + id)
                            .doesNotContain("Bravo", theirOrder, theirLink, theirs);
                }
            }
        }
    }

    @Test
    void itsAuditIsOfItsCampaignsAndItsOwnKey() {
        site.as(Site.ADMIN).post("/api/ratio-fixer/stop/" + theirs, new JsonObject());
        site.as(Site.ADMIN).send("POST", "/api/ratio-fixer/pause/" + mine, null);
        held.send("POST", "/api/ratio-fixer/resume/" + mine, null);

        JsonObject audit = held.get("/api/ratio-fixer/audit").json();

        assertThat(audit.getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .map(line -> line.getString("actor") + " " + line.getString("action")))
                .contains("admin pauseCampaign", "held to alpha resumeCampaign")
                .doesNotContain("admin stopCampaign", "node-1 configurationChanged");
        assertThat(audit.encode()).doesNotContain(secrets());
        assertThat(held.get("/api/ratio-fixer/audit?format=csv").text())
                .contains("pauseCampaign")
                .doesNotContain(secrets())
                .doesNotContain("configurationChanged");
    }

    @Test
    void itSharesAndEndsItsClientsReportAndNoOther() {
        Reply shared = held.post("/api/ratio-fixer/clients/alpha/report/links", new JsonObject());
        assertThat(shared.status()).isEqualTo(201);
        String link = shared.json().getString("link_id");

        String page = site.anonymous().get(shared.json().getString("url")).text();

        assertThat(page).contains("Client alpha", "Alpha single").doesNotContain("Bravo");
        assertThat(held.get("/api/ratio-fixer/clients/alpha/report/links")
                        .json()
                        .getJsonArray("items"))
                .hasSize(1);
        assertThat(held.send("POST", "/api/ratio-fixer/report-links/" + link + "/revoke", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(held.send("POST", "/api/ratio-fixer/report-links/" + theirLink + "/revoke", "{}")
                        .status())
                .isEqualTo(404);
        assertThat(site.anonymous().get(theirUrl).status()).as("still open").isEqualTo(200);
    }

    @Test
    void everyRouteOfTheContractKnowsNothingOfAnotherClient() {
        for (Route route : routes()) {
            if (APART.contains(route.id())) {
                continue;
            }
            int before = site.engine.writes.get();
            String ofTheirs = ask(route, theirs, theirOrder);

            assertThat(ofTheirs).as(route.id()).doesNotContain(secrets()).doesNotContain("Bravo");
            if (route.path().contains("{id}")) {
                assertThat(ofTheirs).as(route.id()).isEqualTo(ask(route, UNKNOWN, "no-such-order"));
            }
            assertThat(site.engine.writes).as(route.id()).hasValue(before);
        }
        assertThat(site.engine.order(theirOrder).order().status()).isEqualTo(OrderStatus.PROPOSED);
    }

    @Test
    void everyOperationSaysWhatItIsForWhoIsHeld() {
        assertThat(routes())
                .allSatisfy(route -> assertThat(route.operation().getString("x-ratio-fixer-held"))
                        .as(route.id())
                        .isIn("none", "open", "filtered", "campaign", "client", "order", "channel"));
    }

    @Test
    void itsOwnCampaignIsThereAsForEverybody() {
        assertThat(held.get("/api/ratio-fixer/campaigns").json().getJsonArray("items"))
                .hasSize(1);
        assertThat(held.get("/api/ratio-fixer/campaigns/" + mine).status()).isEqualTo(200);
        assertThat(held.get("/api/ratio-fixer/orders?status=proposed").json().getInteger("total"))
                .isEqualTo(1);
        assertThat(held.send("POST", "/api/ratio-fixer/orders/order-of-alpha/reject", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(held.send("POST", "/api/ratio-fixer/pause/" + mine, null).status())
                .isEqualTo(200);
        assertThat(held.get("/api/ratio-fixer/campaigns?client=bravo").json().getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void whatItStartsIsItsClients() {
        JsonObject body = StartIT.body().putNull("video_url").put("video_id", "M7lc1UVf-VE");
        String id = held.post("/api/ratio-fixer/start", body).json().getString("campaign_id");

        assertThat(held.get("/api/ratio-fixer/status/" + id).json().getString("client"))
                .isEqualTo("alpha");
        Reply another = held.post(
                "/api/ratio-fixer/start",
                body.copy().put("video_id", "dQw4w9WgXcX").put("client", "bravo"));
        Reply nobodys = held.post(
                "/api/ratio-fixer/start",
                body.copy().put("video_id", "dQw4w9WgXcX").put("client", "nobody"));
        assertThat(another.status()).isEqualTo(nobodys.status()).isEqualTo(422);
        assertThat(held.with("If-Match", "*")
                        .send("PATCH", "/api/ratio-fixer/campaigns/" + id, "{\"client\":null}")
                        .status())
                .as("nor does it give its campaigns away")
                .isEqualTo(422);
    }

    @Test
    void theFastAnswerOfAStatusIsNoWayRound() {
        site.engine.near = true;

        assertThat(held.get("/api/ratio-fixer/status/" + mine).status()).isEqualTo(200);
        assertThat(held.get("/api/ratio-fixer/status/" + theirs).status()).isEqualTo(404);
    }

    @Test
    void theStreamTellsOfItsOwnAlone() throws Exception {
        try (EventReader reader = EventReader.openAs(site, heldKey)) {
            List<Event> seen = new ArrayList<>();
            seen.add(reader.next(event -> event.type().equals("snapshot")));
            site.engine.tick(Duration.ofSeconds(36));
            site.engine.put(HttpFixtures.order(
                    "another", theirs, OrderType.TEAM_TASK, OrderStatus.PROPOSED, site.engine.now()));
            site.engine.put(
                    HttpFixtures.order("own", mine, OrderType.TEAM_TASK, OrderStatus.PROPOSED, site.engine.now()));
            seen.add(reader.next(event -> {
                seen.add(event);
                return event.data().encode().contains("\"own\"");
            }));

            assertThat(seen).anyMatch(event -> event.type().equals("campaign"));
            assertThat(seen.stream().map(event -> event.data().encode()))
                    .allSatisfy(
                            text -> assertThat(text).doesNotContain(secrets()).doesNotContain("\"another\""));
        }
    }

    @Test
    void theBridgeAndProgramsFindNothingEither() throws Exception {
        JsonObject key = new JsonObject().put("Authorization", "Bearer " + heldKey);
        try (BusProbe bus = BusProbe.webSocket(site)) {
            for (String address : List.of("status", "stop", "pause", "resume")) {
                assertThat(bus.refusal("ratio-fixer." + address, new JsonObject().put("campaign_id", theirs), key)
                                .getInteger("status"))
                        .as(address)
                        .isEqualTo(404);
            }
        }
        for (String tool : List.of("get_status", "explain_campaign", "list_orders", "propose")) {
            assertThat(mcp(tool, new JsonObject().put("id", theirs))).contains("there is no campaign");
        }
        assertThat(mcp("list_campaigns", new JsonObject())).contains(mine).doesNotContain(theirs, "Bravo");
    }

    private String mcp(String tool, JsonObject arguments) throws Exception {
        JsonObject message = new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", "tools/call")
                .put("params", new JsonObject().put("name", tool).put("arguments", arguments));
        HttpRequest request = HttpRequest.newBuilder(URI.create(site.address() + "/mcp"))
                .POST(HttpRequest.BodyPublishers.ofString(message.encode()))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .header("Authorization", "Bearer " + heldKey)
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    @Test
    void aSessionIsHeldAsItsKeyIs() {
        assertThat(held.get("/api/ratio-fixer/session").json().getString("client"))
                .isEqualTo("alpha");
        assertThat(Stream.of("keys", "spending", "notifications")
                        .map(path -> held.get("/api/ratio-fixer/" + path).status()))
                .containsOnly(403);
    }
}
