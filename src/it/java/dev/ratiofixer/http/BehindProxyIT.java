package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.http.WireClient.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What changes where requests come through a proxy. */
class BehindProxyIT {
    private static final String SESSION = "/api/ratio-fixer/session";
    private static final int MORE_THAN_ALLOWED = 400;

    private static Reply login(Site site, String client, String key) {
        return site.anonymous()
                .with("X-Forwarded-For", client)
                .with("X-Forwarded-Proto", "https")
                .post(SESSION, new JsonObject().put("api_key", key));
    }

    @Test
    void aGuesserBehindAProxyShutsOutHimselfAlone() {
        try (Site site = Site.with(Site.settings().withTrustedProxies(List.of("127.0.0.0/8")))) {
            for (int i = 0; i < MORE_THAN_ALLOWED; i++) {
                login(site, "203.0.113.66", "wrong-" + i);
            }
            assertThat(login(site, "203.0.113.66", Site.VIEWER).status()).isEqualTo(429);

            Reply other = login(site, "203.0.113.7", Site.VIEWER);
            assertThat(other.status()).isEqualTo(201);
            assertThat(other.header("set-cookie")).as("the client speaks HTTPS").contains("Secure");
        }
    }

    @Test
    void whoIsNoTrustedProxyCannotPretendToBeOthers() {
        try (Site site = Site.open()) {
            for (int i = 0; i < MORE_THAN_ALLOWED; i++) {
                login(site, "203.0.113." + i % 250, "wrong-" + i);
            }
            assertThat(login(site, "198.51.100.1", Site.VIEWER).status()).isEqualTo(429);
        }
        try (Site site = Site.open()) {
            assertThat(login(site, "198.51.100.1", Site.VIEWER).header("set-cookie"))
                    .doesNotContain("Secure");
        }
    }

    @Test
    void pollingSaysThatItClosesAndAStreamIsNotToBeBuffered() {
        try (Site site = Site.open()) {
            Reply poll = site.anonymous().post("/eventbus/000/session-a/xhr", new JsonArray().encode());
            assertThat(poll.status()).isEqualTo(200);
            assertThat(poll.header("connection")).isEqualToIgnoringCase("close");
        }
    }
}
