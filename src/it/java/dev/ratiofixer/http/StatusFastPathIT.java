package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.http.WireClient.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The short way of a status answers as the long one does. */
class StatusFastPathIT {
    private Site site;
    private String path;

    @BeforeEach
    void open() {
        site = Site.open();
        path = site.as(Site.OPERATOR)
                .post("/api/ratio-fixer/start", StartIT.body())
                .header("location");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void bothWaysAnswerTheSame() {
        Reply far = site.as(Site.VIEWER).get(path);
        site.engine.near = true;
        Reply near = site.as(Site.VIEWER).get(path);

        assertThat(near.status()).isEqualTo(200);
        assertThat(near.text()).isEqualTo(far.text());
        for (String header :
                new String[] {"etag", "content-type", "cache-control", "x-ratio-fixer-time", "content-security-policy"
                }) {
            assertThat(near.header(header)).as(header).isNotEmpty().isEqualTo(far.header(header));
        }
    }

    @Test
    void aChangeShowsAtOnceAndTheSameIsNotSentAgain() {
        site.engine.near = true;
        Reply first = site.as(Site.VIEWER).get(path);
        assertThat(site.as(Site.VIEWER)
                        .with("If-None-Match", first.header("etag"))
                        .get(path)
                        .status())
                .isEqualTo(304);

        site.engine.tick(Duration.ofMinutes(10));
        Reply later =
                site.as(Site.VIEWER).with("If-None-Match", first.header("etag")).get(path);
        assertThat(later.status()).isEqualTo(200);
        assertThat(later.json().getLong("views")).isGreaterThan(first.json().getLong("views"));
    }

    @Test
    void itIsBehindTheGateToo() {
        site.engine.near = true;
        assertThat(new WireClient(site, null).get(path).status()).isEqualTo(401);
        assertThat(site.as("wrong").get(path).status()).isEqualTo(401);
    }

    @Test
    void itGivesARequestItsIdAndTheSafeHeaders() {
        site.engine.near = true;
        Reply named = site.as(Site.VIEWER).with("X-Request-Id", "mine-1").get(path);
        assertThat(named.header("x-request-id")).isEqualTo("mine-1");
        Reply fresh = site.as(Site.VIEWER).get(path);
        assertThat(fresh.header("x-request-id")).hasSize(36);
        assertThat(fresh.header("x-content-type-options")).isEqualTo("nosniff");
    }

    @Test
    void aPageOfAnotherOriginIsAnsweredByTheRouter() {
        site.engine.near = true;
        Reply reply =
                site.as(Site.VIEWER).with("Origin", "https://elsewhere.example").get(path);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("access-control-allow-origin")).isEmpty();
    }

    @Test
    void whatDoesNotRunHereIsAskedOfTheEngine() {
        site.engine.near = true;
        assertThat(site.as(Site.VIEWER).get("/api/ratio-fixer/status/nobody").status())
                .isEqualTo(404);
    }
}
