package dev.ratiofixer.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.sandbox.oauth.Credentials;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsWireIT {
    private static final String LIST = "videos?part=id&id=enqBY9C99iU";
    private SandboxAtWire wire;

    @BeforeAll
    void open() {
        wire = new SandboxAtWire();
    }

    @AfterAll
    void close() {
        wire.close();
    }

    @AfterEach
    void mend() {
        SandboxAtWire.await(wire.request(HttpMethod.DELETE, "/sandbox/faults").send());
    }

    private void fault(String route, String kind, Object... more) {
        JsonObject fault = new JsonObject().put("route", route).put("kind", kind);
        for (int i = 0; i < more.length; i += 2) {
            fault.put((String) more[i], more[i + 1]);
        }
        assertThat(wire.post("/sandbox/faults", fault).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "403, quotaExceeded, youtube.quota",
        "403, rateLimitExceeded, usageLimits",
        "400, keyInvalid, usageLimits",
        "500, backendError, usageLimits",
    })
    void aStatusHasTheReasonThatWasAskedFor(int status, String reason, String domain) {
        fault("youtube.videos.list", "status", "status", status, "reason", reason, "retry_after", 7);
        HttpResponse<Buffer> response = wire.youtube(LIST);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(SandboxAtWire.reason(response)).isEqualTo(reason);
        assertThat(response.bodyAsString()).contains(domain);
        assertThat(response.getHeader("Retry-After")).isEqualTo("7");
        assertThat(wire.youtube("channels?part=id&id=UC4YCVy0ggUoFd2NVU2z04WA").statusCode())
                .isEqualTo(200);
    }

    @Test
    void itEndsAfterItsTimeOrItsCallsOrWhenCleared() {
        fault("youtube.*", "status", "for", "PT10M");
        assertThat(wire.youtube(LIST).statusCode()).isEqualTo(503);
        wire.time.advance(Duration.ofMinutes(10));
        assertThat(wire.youtube(LIST).statusCode()).isEqualTo(200);
        fault("*", "status", "times", 2);
        assertThat(wire.youtube(LIST).statusCode()).isEqualTo(503);
        assertThat(wire.youtube(LIST).statusCode()).isEqualTo(503);
        assertThat(wire.youtube(LIST).statusCode()).isEqualTo(200);
        fault("*", "status");
        assertThat(wire.youtube(LIST).statusCode()).isEqualTo(503);
        assertThat(wire.get("/sandbox/faults").bodyAsJsonObject().getJsonArray("faults"))
                .hasSize(3);
        mend();
        assertThat(wire.youtube(LIST).statusCode()).isEqualTo(200);
    }

    @Test
    void aProbabilityStrikesAboutThatOften() {
        fault("youtube.*", "status", "probability", 0.3);
        long struck = IntStream.range(0, 200)
                .filter(i -> wire.youtube(LIST).statusCode() == 503)
                .count();
        assertThat(struck).isBetween(35L, 90L);
    }

    @Test
    void garbageAndPagesAreNoJson() {
        fault("youtube.*", "garbage", "times", 1);
        HttpResponse<Buffer> garbage = wire.youtube(LIST);
        assertThat(garbage.getHeader("Content-Type")).startsWith("application/json");
        assertThatThrownBy(garbage::bodyAsJsonObject).isInstanceOf(DecodeException.class);
        fault("youtube.*", "html", "status", 502);
        HttpResponse<Buffer> page = wire.youtube(LIST);
        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.bodyAsString()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void anAnswerMayBeHugeOrLackAnItem() {
        fault("youtube.*", "huge", "times", 1);
        assertThat(wire.youtube(LIST).body().length()).isGreaterThan(10_000_000);
        fault("youtube.*", "omit");
        String two = "videos:batchGetStats?part=id&id=enqBY9C99iU,Uz1r_pVn5mM";
        assertThat(wire.youtube(two).bodyAsJsonObject().getJsonArray("items"))
                .singleElement()
                .satisfies(
                        item -> assertThat(((JsonObject) item).getString("id")).isEqualTo("Uz1r_pVn5mM"));
        assertThat(wire.youtube("videos?part=nonsense").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"drop, closed", "half, closed", "hang, timeout"})
    void someAnswersNeverComeWhole(String kind, String failure) {
        fault("youtube.*", kind);
        String uri = "/youtube/v3/" + LIST + "&key=" + SandboxAtWire.KEY;
        assertThatThrownBy(() -> wire.request(HttpMethod.GET, uri)
                        .timeout(300)
                        .send()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasStackTraceContaining(failure);
    }

    @Test
    void aLateAnswerIsTheRightOne() {
        fault("youtube.*", "delay", "delay", "PT0.2S");
        long before = System.nanoTime();
        assertThat(wire.youtube(LIST).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(190));
    }

    @Test
    void tooManyCallsAMinuteAreRefused() {
        fault("youtube.*", "rate", "per_minute", 2);
        assertThat(wire.youtube(LIST).statusCode()).isEqualTo(200);
        assertThat(wire.youtube(LIST).statusCode()).isEqualTo(200);
        HttpResponse<Buffer> refused = wire.youtube(LIST);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(SandboxAtWire.reason(refused)).isEqualTo("rateLimitExceeded");
        wire.time.advance(Duration.ofMinutes(1));
        assertThat(wire.youtube(LIST).statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerThatIsLostAfterwardsHasHadItsEffect() {
        int before = wire.sandbox.ledger().size();
        fault("ads.campaignBudgets.mutate", "status", "status", 500, "times", 1);
        assertThat(wire.setBudget(9305, "9000000", false).statusCode()).isEqualTo(500);
        assertThat(wire.sandbox.ledger()).hasSize(before);
        fault("ads.campaignBudgets.mutate", "status", "status", 500, "when", "after");
        assertThat(wire.setBudget(9305, "9000000", false).statusCode()).isEqualTo(500);
        assertThat(wire.sandbox.ledger()).hasSize(before + 1);
    }

    @Test
    void theOtherApisFailInTheirOwnWords() {
        String token = wire.adsToken();
        JsonObject query = new JsonObject().put("query", "SELECT campaign.id FROM campaign");
        fault("ads.searchStream", "status", "status", 429, "retry_after", 30);
        HttpResponse<Buffer> ads = wire.post("/v26/customers/111/googleAds:searchStream", query, token);
        assertThat(ads.statusCode()).isEqualTo(429);
        String failure = ads.bodyAsJsonArray().getJsonObject(0).encode();
        assertThat(failure).contains("RESOURCE_EXHAUSTED", "\"retryDelay\":\"30s\"");
        fault("ads.campaigns.mutate", "status", "status", 409, "reason", "databaseError.CONCURRENT_MODIFICATION");
        assertThat(wire.post("/v26/customers/111/campaigns:mutate", query, token)
                        .bodyAsString())
                .contains("{\"databaseError\":\"CONCURRENT_MODIFICATION\"}");
        fault("oauth.token", "status", "status", 400);
        assertThat(wire.token(Credentials.DEMO.adsRefreshToken())
                        .bodyAsJsonObject()
                        .getString("error"))
                .isEqualTo("invalid_grant");
        fault("sheets.*", "status", "status", 429);
        JsonObject sheet = wire.get("/v4/spreadsheets/x/values/A1").bodyAsJsonObject();
        assertThat(sheet.getJsonObject("error").getString("status")).isEqualTo("RESOURCE_EXHAUSTED");
        fault("hooks.receive", "status", "status", 500);
        assertThat(wire.post("/hooks/team", query).statusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"route\":\"nothing\"} | route",
                "{\"kind\":\"explode\"} | kind",
                "{\"probability\":2} | probability",
                "{\"for\":\"ten minutes\"} | for",
                "{\"when\":\"never\"} | when",
                "{\"colour\":\"red\"} | colour",
                "[] | body",
            })
    void aFaultThatMakesNoSenseIsRefusedByName(String body, String field) {
        HttpResponse<Buffer> response = SandboxAtWire.await(
                wire.request(HttpMethod.POST, "/sandbox/faults").sendBuffer(Buffer.buffer(body)));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.bodyAsJsonObject().getString("error")).contains(field);
    }
}
