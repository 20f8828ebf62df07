package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.http.WireClient.Reply;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, roles, sessions. */
class AccessIT {
    private static final String SESSION = "/api/ratio-fixer/session";
    private Site site;

    @BeforeEach
    void open() {
        site = Site.open();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/ratio-fixer/health",
                "/api/ratio-fixer/campaigns",
                "/api/ratio-fixer/stream",
                "/healthz",
                "/campaign_status/1",
                "/api/ratio-fixer/keys",
                "/api/ratio-fixer/nothing"
            })
    void asksForAKey(String path) {
        Reply reply = site.anonymous().get(path);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("www-authenticate")).startsWith("Bearer");
        assertThat(site.as("wrong").get(path).status()).isEqualTo(401);
    }

    @Test
    void takesTheKeyInEitherHeader() {
        assertThat(site.anonymous()
                        .with("X-API-Key", Site.VIEWER)
                        .get("/healthz")
                        .status())
                .isEqualTo(200);
        assertThat(site.anonymous()
                        .with("Authorization", "bearer " + Site.VIEWER)
                        .get("/healthz")
                        .status())
                .isEqualTo(200);
        assertThat(site.anonymous()
                        .with("Authorization", "Basic " + Site.VIEWER)
                        .get("/healthz")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void holdsEachKeyToItsRole() {
        assertThat(site.as(Site.VIEWER)
                        .post("/api/ratio-fixer/start", StartIT.body())
                        .status())
                .isEqualTo(403);
        assertThat(site.engine.writes.get()).isZero();
        assertThat(site.as(Site.OPERATOR)
                        .post("/api/ratio-fixer/orders/1/approve", "")
                        .status())
                .isEqualTo(403);
        assertThat(site.as(Site.OPERATOR)
                        .post("/api/ratio-fixer/orders/1/returned", "")
                        .status())
                .isEqualTo(403);
        assertThat(site.as(Site.ADMIN)
                        .post("/api/ratio-fixer/orders/1/returned", "")
                        .status())
                .isEqualTo(404);
        assertThat(site.as(Site.OPERATOR).get("/api/ratio-fixer/keys").status()).isEqualTo(403);
        assertThat(site.as(Site.ADMIN)
                        .post("/api/ratio-fixer/orders/1/approve", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void makesAndRevokesKeysWithoutARestart() {
        JsonObject wanted = new JsonObject().put("name", "anna").put("role", "approver");
        Reply made = site.as(Site.ADMIN).post("/api/ratio-fixer/keys", wanted);
        assertThat(made.status()).isEqualTo(201);
        String key = made.json().getString("api_key");
        assertThat(site.stored.keys.getFirst().hash()).doesNotContain(key).hasSize(64);

        site.engine.put(HttpFixtures.order("o1", "c1", OrderType.AD_BUDGET, OrderStatus.PROPOSED, site.engine.now()));
        Reply approved = site.as(key).post("/api/ratio-fixer/orders/o1/approve", new JsonObject().put("note", "fine"));
        assertThat(approved.json().getString("approved_by")).isEqualTo("anna");
        assertThat(site.as(key).post("/api/ratio-fixer/orders/o1/reject", "{}").status())
                .isEqualTo(409);

        assertThat(site.as(Site.ADMIN).post("/api/ratio-fixer/keys", wanted).status())
                .isEqualTo(409);
        Reply keys = site.as(Site.ADMIN).get("/api/ratio-fixer/keys");
        assertThat(keys.text())
                .contains("anna")
                .doesNotContain(key, site.stored.keys.getFirst().hash());

        String id = made.json().getString("id");
        assertThat(site.as(Site.ADMIN)
                        .post("/api/ratio-fixer/keys/" + id + "/revoke", "")
                        .status())
                .isEqualTo(200);
        assertThat(site.as(key).get("/healthz").status()).isEqualTo(401);
        assertThat(site.as(Site.ADMIN)
                        .post("/api/ratio-fixer/keys/" + id + "x/revoke", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void letsASingleKeyApproveUntilSomebodyElseMay() {
        try (Site single = Site.withSingleKey()) {
            single.engine.put(
                    HttpFixtures.order("o1", "c1", OrderType.AD_BUDGET, OrderStatus.PROPOSED, single.engine.now()));
            assertThat(single.as(Site.OPERATOR)
                            .post("/api/ratio-fixer/orders/o1/approve", "")
                            .status())
                    .isEqualTo(200);
            Site.await(single.access.keys().make("anna", dev.ratiofixer.access.Role.APPROVER, null));
            assertThat(single.as(Site.OPERATOR)
                            .post("/api/ratio-fixer/orders/o1/reject", "")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void opensNothingForAnAddressThatWasPrintedTooLongAgo() {
        JsonObject login =
                new JsonObject().put("one_time_login", site.access.sessions().oneTimeLogin(Duration.ZERO));
        assertThat(site.anonymous().post(SESSION, login).status()).isEqualTo(401);
    }

    @Test
    void opensOneSessionForAPrintedAddress() {
        JsonObject login =
                new JsonObject().put("one_time_login", site.access.sessions().oneTimeLogin(Duration.ofHours(1)));
        Reply opened = site.anonymous().post(SESSION, login);
        assertThat(opened.status()).isEqualTo(201);
        String cookie = opened.header("set-cookie");
        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Lax", "Path=/");
        assertThat(site.anonymous().post(SESSION, login).status()).isEqualTo(401);

        String pair = cookie.split(";", -1)[0];
        Reply who = site.anonymous().with("Cookie", pair).get(SESSION);
        assertThat(who.json().getString("role")).isEqualTo("admin");
        assertThat(site.anonymous()
                        .with("Cookie", pair)
                        .post("/api/ratio-fixer/start", StartIT.body())
                        .status())
                .as("without the CSRF token")
                .isEqualTo(403);
        assertThat(site.anonymous()
                        .with("Cookie", pair)
                        .with("X-CSRF-Token", who.json().getString("csrf_token"))
                        .post("/api/ratio-fixer/start", StartIT.body())
                        .status())
                .isEqualTo(201);

        site.anonymous()
                .with("Cookie", pair)
                .with("X-CSRF-Token", who.json().getString("csrf_token"))
                .send("DELETE", SESSION, null);
        assertThat(site.anonymous().with("Cookie", pair).get(SESSION).status()).isEqualTo(401);
    }

    @Test
    void endsASessionWithItsKey() {
        String key = site.as(Site.ADMIN)
                .post(
                        "/api/ratio-fixer/keys",
                        new JsonObject().put("name", "ben").put("role", "viewer"))
                .json()
                .getString("api_key");
        String cookie = site.anonymous()
                .post(SESSION, new JsonObject().put("api_key", key))
                .header("set-cookie")
                .split(";", -1)[0];
        assertThat(site.anonymous().with("Cookie", cookie).get(SESSION).status())
                .isEqualTo(200);
        Site.await(site.access.keys().revoke(site.stored.keys.getFirst().id()));
        assertThat(site.anonymous().with("Cookie", cookie).get(SESSION).status())
                .isEqualTo(401);
    }

    @Test
    void refusesAKeyThatEndsBeforeItIsMade() {
        JsonObject past =
                new JsonObject().put("name", "late").put("role", "viewer").put("expires_at", "1999-01-01T00:00:00Z");
        Reply refused = site.as(Site.ADMIN).post("/api/ratio-fixer/keys", past);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getString("detail")).contains("expires_at: is past");
    }

    @Test
    void limitsHowOftenAKeyAsks() {
        SiteSettings tight = Site.settings().withRateLimit(new dev.ratiofixer.access.RateLimit(1, 5));
        try (Site slow = Site.with(tight)) {
            for (int i = 0; i < 5; i++) {
                assertThat(slow.as(Site.VIEWER).get("/healthz").status()).isEqualTo(200);
            }
            Reply limited = slow.as(Site.VIEWER).get("/healthz");
            assertThat(limited.status()).isEqualTo(429);
            assertThat(limited.header("retry-after")).isEqualTo("1");
            assertThat(slow.as(Site.ADMIN).get("/healthz").status()).isEqualTo(200);
        }
    }

    @Test
    void answersOtherSitesOnlyIfTheyAreConfigured() {
        assertThat(site.as(Site.VIEWER)
                        .with("Origin", "https://label.example.org")
                        .get("/healthz")
                        .header("access-control-allow-origin"))
                .isEqualTo("https://label.example.org");
        assertThat(site.as(Site.VIEWER)
                        .with("Origin", "https://evil.example.org")
                        .get("/healthz")
                        .header("access-control-allow-origin"))
                .isEmpty();
    }

    @Test
    void sendsSafeHeadersAndRequestIds() {
        Reply reply = site.as(Site.VIEWER).with("X-Request-Id", "abc-1").get("/healthz");
        assertThat(reply.header("x-request-id")).isEqualTo("abc-1");
        assertThat(reply.header("content-security-policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(site.as(Site.VIEWER)
                        .with("X-Request-Id", "a b")
                        .get("/healthz")
                        .header("x-request-id"))
                .hasSize(36);
    }

    @Test
    void saysThatNothingChanged() {
        Reply read = site.as(Site.VIEWER).get("/api/ratio-fixer/services");
        Reply again =
                site.as(Site.VIEWER).with("If-None-Match", read.header("etag")).get("/api/ratio-fixer/services");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
    }
}
