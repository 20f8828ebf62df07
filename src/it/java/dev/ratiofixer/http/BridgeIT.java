package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.access.ApiKey;
import dev.ratiofixer.access.ApiKeyRegistry;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.access.Sessions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The event bus for others, by both of its ways. */
class BridgeIT {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.with(Site.settings().withTcpBridge(0));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    enum Way {
        SOCKJS,
        TCP;

        BusProbe open() {
            return this == SOCKJS ? BusProbe.webSocket(site) : BusProbe.tcp(site, new NetClientOptions());
        }
    }

    private static JsonObject key(String key) {
        return new JsonObject().put("Authorization", "Bearer " + key);
    }

    private static JsonObject campaign(String id) {
        return new JsonObject().put("campaign_id", id);
    }

    private static String started(BusProbe bus) {
        return bus.request("ratio-fixer.start", StartIT.body(), key(Site.OPERATOR))
                .getJsonObject("body")
                .getString("campaign_id");
    }

    @ParameterizedTest
    @EnumSource
    void startsReadsAndStopsAsHttpDoes(Way way) {
        try (BusProbe bus = way.open()) {
            String id = started(bus);
            JsonObject status = bus.request(
                            "ratio-fixer.status", campaign(id), new JsonObject().put("x-api-key", Site.VIEWER))
                    .getJsonObject("body");

            assertThat(status)
                    .isEqualTo(site.as(Site.VIEWER)
                            .get("/api/ratio-fixer/status/" + id)
                            .json());
            assertThat(bus.request("ratio-fixer.stop", campaign(id), key(Site.OPERATOR))
                            .getJsonObject("body")
                            .getString("ratio_fixer_status"))
                    .isEqualTo("stopped");
            assertThat(Objects.requireNonNull(site.engine.campaigns.get(id))
                            .snapshot()
                            .status()
                            .isLive())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhoHasNoKeyAWrongKeyOrALesserRole(Way way) {
        try (BusProbe bus = way.open()) {
            int before = site.engine.writes.get();

            assertThat(bus.refusal("ratio-fixer.start", StartIT.body(), new JsonObject())
                            .getInteger("status"))
                    .isEqualTo(401);
            assertThat(bus.refusal("ratio-fixer.start", StartIT.body(), key("wrong"))
                            .getString("type"))
                    .isEqualTo("urn:ratio-fixer:problem:unauthenticated");
            assertThat(bus.refusal("ratio-fixer.start", StartIT.body(), key(Site.VIEWER))
                            .getInteger("status"))
                    .isEqualTo(403);
            assertThat(bus.refusal("ratio-fixer.status", campaign("x"), new JsonObject())
                            .getInteger("status"))
                    .isEqualTo(401);
            assertThat(site.engine.writes).hasValue(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leadsNowhereButToItsAddresses(Way way) {
        try (BusProbe bus = way.open()) {
            String id = started(bus);
            int before = site.engine.writes.get();

            assertThat(bus.refusal("ratio-fixer.supervisor", campaign(id), key(Site.ADMIN))
                            .getInteger("status"))
                    .isEqualTo(403);
            bus.frame(new JsonObject()
                    .put("type", "publish")
                    .put("address", "ratio-fixer.stop")
                    .put("headers", key(Site.ADMIN))
                    .put("body", campaign(id)));
            assertThat(bus.next(frame -> frame.getString("type").equals("err")).encode())
                    .contains("access_denied");
            bus.register("ratio-fixer.events.campaigns", key(Site.ADMIN));
            assertThat(bus.next(frame -> frame.getString("type").equals("err")).encode())
                    .contains("access_denied");
            assertThat(site.engine.writes).hasValue(before);
        }
    }

    static Stream<Object> wrongBodies() {
        JsonObject good = StartIT.body();
        return Stream.of(
                good.copy().put("surprise", 1),
                good.copy().put("campaign_name", 5),
                good.copy().put("campaign_name", "a\u0000b"),
                good.copy().put("video_url", "https://evil.example/watch?v=dQw4w9WgXcQ"),
                good.copy().put("max_spend", "-1"),
                new JsonObject(),
                new JsonArray().add(good),
                "text",
                7);
    }

    @ParameterizedTest
    @MethodSource("wrongBodies")
    void writesNothingThatHttpWouldRefuse(Object body) {
        for (Way way : Way.values()) {
            try (BusProbe bus = way.open()) {
                int before = site.engine.writes.get();
                JsonObject problem = bus.refusal("ratio-fixer.start", body, key(Site.OPERATOR));

                assertThat(problem.getInteger("status")).isIn(400, 422);
                assertThat(problem.getJsonArray("errors")).isNotEmpty();
                assertThat(problem.encode()).doesNotContain("/body/");
                assertThat(site.engine.writes).hasValue(before);
            }
        }
    }

    @Test
    void holdsIdsAndIdempotencyKeysToTheContract() {
        try (BusProbe bus = Way.SOCKJS.open()) {
            assertThat(bus.refusal("ratio-fixer.stop", campaign("../../x"), key(Site.OPERATOR))
                            .getInteger("status"))
                    .isEqualTo(400);
            assertThat(bus.refusal("ratio-fixer.stop", campaign("nope").put("force", true), key(Site.OPERATOR))
                            .getInteger("status"))
                    .isEqualTo(422);
            assertThat(bus.refusal("ratio-fixer.status", campaign("nope"), key(Site.OPERATOR))
                            .getInteger("status"))
                    .isEqualTo(404);
            JsonObject body = StartIT.body();
            assertThat(bus.refusal("ratio-fixer.start", body, key(Site.OPERATOR).put("Idempotency-Key", "a b"))
                            .getInteger("status"))
                    .isEqualTo(400);
            JsonObject once = key(Site.OPERATOR).put("idempotency-key", "bus-1");
            assertThat(bus.request("ratio-fixer.start", body, once).getJsonObject("body"))
                    .isEqualTo(bus.request("ratio-fixer.start", body, once).getJsonObject("body"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsEventsToWhoRegistersWithAKey(Way way) {
        try (BusProbe bus = way.open();
                BusProbe other = way.open()) {
            String first = started(bus);
            String second = started(bus);
            other.register("ratio-fixer.events", new JsonObject());
            assertThat(other.next(frame -> frame.getString("type").equals("err"))
                            .getInteger("failureCode"))
                    .isEqualTo(401);
            bus.register("ratio-fixer.events", key(Site.VIEWER).put("campaign", second));

            assertThat(bus.event("snapshot").getJsonObject("data").getJsonArray("items"))
                    .hasSize(1);
            assertThat(bus.event("clock").getJsonObject("data").getString("now"))
                    .isNotBlank();
            site.engine.tick(Duration.ofMinutes(1));
            JsonObject change = bus.event("campaign");
            assertThat(change.getString("id")).isNotBlank();
            assertThat(change.getJsonObject("data").getJsonObject("status").getString("campaign_id"))
                    .isEqualTo(second)
                    .isNotEqualTo(first);
            bus.frame(new JsonObject().put("type", "unregister").put("address", "ratio-fixer.events"));
            bus.register("ratio-fixer.events", key(Site.VIEWER).put("last-event-id", change.getString("id")));
            site.engine.tick(Duration.ofMinutes(1));
            assertThat(bus.event("campaign").getString("id")).isNotEqualTo(change.getString("id"));
        }
    }

    @Test
    void endsTheListenerWhoseKeyIsRevoked() {
        ApiKeyRegistry.Made made = Site.await(site.access.keys().make("bus listener", Role.VIEWER, null))
                .orElseThrow();
        try (BusProbe bus = Way.SOCKJS.open()) {
            bus.register("ratio-fixer.events", key(made.secret()));
            bus.event("snapshot");
            ApiKey revoked =
                    Site.await(site.access.keys().revoke(made.key().id())).orElseThrow();

            assertThat(revoked.revokedAt()).isNotNull();
            assertThat(bus.next(BusProbe.CLOSED::equals)).isNotNull();
        }
    }

    @Test
    void asksTheSessionOfAPageForItsTokenWhenSomethingChanges() {
        Sessions.Opened opened = Site.await(site.access
                        .sessions()
                        .open(site.access.keys().authenticate(Site.OPERATOR).orElseThrow()))
                .orElseThrow();
        try (BusProbe bus = BusProbe.webSocket(
                site, "Cookie", "ratio_fixer_session=" + opened.secret(), "Origin", site.address())) {
            assertThat(bus.refusal("ratio-fixer.status", campaign("nope"), new JsonObject())
                            .getInteger("status"))
                    .isEqualTo(404);
            assertThat(bus.refusal("ratio-fixer.start", StartIT.body(), new JsonObject())
                            .getString("type"))
                    .endsWith(":csrf-token-missing");
            assertThat(bus.request(
                                    "ratio-fixer.start",
                                    StartIT.body(),
                                    new JsonObject()
                                            .put(
                                                    "X-CSRF-Token",
                                                    opened.session().csrfToken()))
                            .getJsonObject("body")
                            .getString("ratio_fixer_status"))
                    .isEqualTo("running");
        }
    }

    @Test
    void letsNoPageOfAnotherOriginConnect() {
        assertThatThrownBy(() -> BusProbe.webSocket(site, "Origin", "https://evil.example"))
                .isInstanceOf(CompletionException.class);
        BusProbe.webSocket(site, "Origin", "https://label.example.org").close();
    }

    @ParameterizedTest
    @EnumSource
    void closesWhoSendsNothingButRubbish(Way way) {
        try (BusProbe bus = way.open()) {
            String[] rubbish = {
                "{}",
                "{\"type\":7}",
                "{\"type\":\"send\"}",
                "{\"type\":\"send\",\"address\":[],\"headers\":1}",
                "{\"type\":\"register\",\"headers\":{\"a\":null}}",
                "{\"type\":\"unregister\"}",
                "{\"type\":\"what\"}"
            };
            for (int i = 0; i < 110; i++) {
                bus.sendText(rubbish[i % rubbish.length]);
            }
            assertThat(bus.next(BusProbe.CLOSED::equals)).isNotNull();
        } catch (CompletionException closedWhileSending) {
            assertThat(closedWhileSending).hasCauseInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void readsNoFrameOfALengthThatNoMessageNeeds() {
        for (String length : new String[] {"\u007f\u0000\u0000\u0000", "\u0000\u0000\u0000\u0000"}) {
            try (BusProbe bus = Way.TCP.open()) {
                bus.sendText(length + "x");
                assertThat(bus.next(frame -> frame.getString("type").equals("err"))
                                .encode())
                        .contains("invalid_length");
                assertThat(bus.next(BusProbe.CLOSED::equals)).isNotNull();
            }
        }
    }

    @Test
    void answersAPingByTcp() {
        try (BusProbe bus = Way.TCP.open()) {
            bus.frame(new JsonObject().put("type", "ping"));
            assertThat(bus.next(frame -> frame.getString("type").equals("pong")))
                    .isNotNull();
        }
    }

    @Test
    void holdsAKeyToItsRateOverTheBusToo() {
        SiteSettings slow = Site.settings().withRateLimit(new dev.ratiofixer.access.RateLimit(1, 5));
        try (Site limited = Site.with(slow);
                BusProbe bus = BusProbe.webSocket(limited)) {
            for (int i = 0; i < 5; i++) {
                bus.request("ratio-fixer.status", campaign("x"), key(Site.VIEWER));
            }
            Integer last = null;
            for (int i = 0; i < 3; i++) {
                last = bus.refusal("ratio-fixer.status", campaign("x"), key(Site.VIEWER))
                        .getInteger("status");
            }
            assertThat(last).isEqualTo(429);
        }
    }
}
