package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.http.WireClient.Reply;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts, times and numbers that a schema takes and nobody can tell apart. */
class PlainTextAtTheWireIT {
    private static final String KEYS = "/api/ratio-fixer/keys";
    private static final String START = "/api/ratio-fixer/start";
    private Site site;

    @BeforeEach
    void open() {
        site = Site.open();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void twoKeysOfOneNameInAnySpellingAreOne() {
        assertThat(makeKey("anna").status()).isEqualTo(201);
        assertThat(makeKey("anna\n").status()).isEqualTo(422);
        assertThat(makeKey("Anna").status()).isEqualTo(409);
        assertThat(makeKey("anna ").status()).isEqualTo(409);
        assertThat(makeKey("anna.b\u2028").status()).isEqualTo(422);
        assertThat(makeKey("anna b ").json().getString("name")).isEqualTo("anna b");
        assertThat(makeKey("Anna  B").status()).isEqualTo(409);
        assertThat(makeKey("ratio_fixer_api_key").status()).isEqualTo(409);
        for (String unseen : new String[] {"anna\u200b", "an\u00adna", "anna\ufe0f", "\u2060anna"}) {
            assertThat(makeKey(unseen).status()).isEqualTo(409);
        }
    }

    private Reply makeKey(String name) {
        return site.as(Site.ADMIN)
                .post(
                        KEYS,
                        new JsonObject().put("name", name).put("role", "viewer").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"campaign_name", "comments_sheet_url", "sheet_tier", "like_server", "currency", "mode"})
    void noTextOfAStartHasALineBreak(String field) {
        for (String end : new String[] {"\n", "\r", "\t", "\u0085", "\u2028", "\u202e"}) {
            Reply reply = site.as(Site.OPERATOR).post(START, StartIT.with(field, "USD" + end));
            assertThat(reply.status()).as(field).isEqualTo(422);
            assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                    .isEqualTo(field);
        }
    }

    @Test
    void aNameIsKeptTrimmedAndComposed() {
        Reply started = site.as(Site.OPERATOR).post(START, StartIT.with("campaign_name", " e\u0301te\u0301\u00a0"));
        String id = started.json().getString("campaign_id");
        assertThat(site.as(Site.VIEWER)
                        .get("/api/ratio-fixer/status/" + id)
                        .json()
                        .getString("campaign_name"))
                .isEqualTo("été");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-11-01T00:00:00",
                "2027-11-01",
                "2027-11-01T00:00",
                "2027-11-01 00:00:00Z",
                "1793491200",
                "2027-11-01T00:00:00Z[UTC]",
                "2027-02-30T00:00:00Z",
                "+12027-11-01T00:00:00Z",
                "2027-11-01T00:00:00+25:00",
                "2027-11-01T24:00:01Z",
                "2027-W44-1T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "2027-11-01T00:00:00 +02:00",
                "2027-11-01T00:00:00EST",
                "",
                "2027-11-01T00:00:00Z\n"
            })
    void aTimeHasAnOffset(String time) {
        JsonObject consent = new JsonObject()
                .put("granted_by", "label")
                .put("granted_at", "2026-01-01T00:00:00Z")
                .put("expires_at", time);
        Reply started = site.as(Site.OPERATOR).post(START, StartIT.with("consent", consent));
        assertThat(started.status()).isEqualTo(422);
        assertThat(started.json().getString("detail")).contains("consent.expires_at");
        Reply key = site.as(Site.ADMIN)
                .post(
                        KEYS,
                        new JsonObject()
                                .put("name", "k")
                                .put("role", "viewer")
                                .put("expires_at", time)
                                .toString());
        assertThat(key.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0000000000000001, 422",
        "9007199254740993, 422",
        "1000000000000.0000001, 422",
        "1e400, 422",
        "-0.0000000000000000001, 422",
        "999999999999.99999999, 422",
        "10e-1, 201",
        "123456789012345678901234567890, 422",
        "1000000000001, 422",
        "1.5, 422",
        "1000000000000, 201",
        "1.0, 201",
        "1e3, 201"
    })
    void aWholeNumberIsExact(String views, int status) {
        String body = StartIT.body().toString();
        String given = body.substring(0, body.length() - 1) + ",\"complete_when\":{\"views\":" + views + "}}";
        assertThat(site.as(Site.OPERATOR).post(START, given).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0000000000000001",
                "1e2",
                "99999999999999999999",
                "1.0",
                "ten",
                "5%0A",
                "",
                "%2B5",
                "0x10",
                "%D9%A5",
                "5%20",
                "1_0"
            })
    void aWholeNumberOfTheQueryIsExact(String limit) {
        Reply reply = site.as(Site.VIEWER).get("/api/ratio-fixer/campaigns?limit=" + limit);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getString("detail")).contains("limit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"video_id=dQw4w9WgXcQ%0A", "status=running%0A", "q=%E2%80%A8", "after=abc%0a", "mode=auto%0d"})
    void aTextOfTheQueryHasNoLineBreak(String query) {
        assertThat(site.as(Site.VIEWER)
                        .get("/api/ratio-fixer/campaigns?" + query)
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-11-01T00:00:00", "2027-11-01", "1793491200", "2027-11-01T00:00:00Z%0A", "-1"})
    void aTimeOfTheQueryHasAnOffset(String time) {
        for (String name : new String[] {"from", "to"}) {
            Reply reply = site.as(Site.VIEWER).get("/api/ratio-fixer/campaigns/c/samples?" + name + "=" + time);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json().getString("detail")).contains(name);
        }
    }

    @Test
    void anIdOfThePathHasNoLineBreak() {
        assertThat(site.as(Site.VIEWER).get("/api/ratio-fixer/status/abc%0A").status())
                .isEqualTo(400);
        assertThat(site.as(Site.ADMIN)
                        .post("/api/ratio-fixer/keys/abc%0A/revoke", "")
                        .status())
                .isEqualTo(400);
    }
}
