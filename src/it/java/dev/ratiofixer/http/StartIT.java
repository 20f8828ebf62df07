package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.http.WireClient.Reply;
import dev.ratiofixer.video.CountingRegime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Starting, stopping and reading a campaign, at the wire. */
class StartIT {
    private static final String START = "/api/ratio-fixer/start";
    private static Site site;
    private static int videos;

    @BeforeAll
    static void open() {
        site = Site.open();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    static JsonObject body() {
        return new JsonObject()
                .put("campaign_name", "Spring single")
                .put("video_id", "vid" + String.format("%08d", videos++))
                .put("like_server", "2324")
                .put("max_spend", "200.00")
                .put("daily_spend", "20.00")
                .put("currency", "USD");
    }

    static JsonObject with(String field, @Nullable Object value) {
        return body().put(field, value);
    }

    @Test
    void startsWatchesAndStops() {
        WireClient client = site.as(Site.OPERATOR);
        Reply started = client.post(START, body());
        assertThat(started.status()).isEqualTo(201);
        assertThat(started.json().fieldNames()).containsExactlyInAnyOrder("campaign_id", "ratio_fixer_status");
        assertThat(started.json().getString("ratio_fixer_status")).isEqualTo("running");

        Reply status = client.get(started.header("location"));
        assertThat(status.status()).isEqualTo(200);
        assertThat(status.json().getLong("views")).isPositive();
        assertThat(status.json().getLong("desired_likes")).isPositive();
        assertThat(status.json().getJsonObject("spend").getString("max")).isEqualTo("200.00");

        String id = started.json().getString("campaign_id");
        Reply stopped = client.post("/api/ratio-fixer/stop/" + id, "");
        assertThat(stopped.json().getString("ratio_fixer_status")).isEqualTo("stopped");
        Reply again = client.post("/api/ratio-fixer/stop/" + id, "{}");
        assertThat(again.json()).isEqualTo(stopped.json());
        assertThat(client.get("/campaign_status/" + id).json()).isEqualTo(again.json());
    }

    @Test
    void takesTheOldDashboardsNumbersAndNulls() {
        JsonObject body = with("like_server", 2324)
                .put("comment_server", 439)
                .putNull("form")
                .putNull("consent")
                .putNull("complete_when")
                .putNull("video_url");
        Reply started = site.as(Site.OPERATOR).post(START, body);
        assertThat(started.status()).isEqualTo(201);
        String id = started.json().getString("campaign_id");
        JsonObject terms = site.as(Site.OPERATOR)
                .get("/api/ratio-fixer/campaigns/" + id)
                .json()
                .getJsonObject("terms");
        assertThat(terms.getString("like_server")).isEqualTo("2324");
        assertThat(terms.getString("currency")).isEqualTo("USD");
    }

    @Test
    void theCheckListNamesEveryFaultOfTheFormAtOnceAndNothingThatWasLeftOut() {
        WireClient client = site.as(Site.OPERATOR);
        JsonObject empty =
                client.get("/api/ratio-fixer/prerequisites?mode=observe").json();
        assertThat(fields(empty)).isEmpty();
        assertThat(empty.getBoolean("ready")).isTrue();

        JsonObject faulty = client.get("/api/ratio-fixer/prerequisites?mode=auto&like_server=99&video_url=nothing"
                        + "&max_spend=-1&daily_spend=20.00&complete_when.until=2020-01-01T00:00:00Z"
                        + "&consent.expires_at=soon&complete_when.healthy_for=3%20days")
                .json();
        assertThat(faulty.getBoolean("ready")).as("%s", faulty).isFalse();
        assertThat(fields(faulty))
                .contains(
                        "like_server",
                        "video_url",
                        "max_spend",
                        "currency",
                        "complete_when.until",
                        "complete_when.healthy_for",
                        "consent.expires_at");
    }

    /** The fields of the required lines that are not met. */
    private static List<String> fields(JsonObject list) {
        return list.getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(line -> line.getBoolean("required") && !line.getBoolean("met"))
                .map(line -> line.getString("field"))
                .toList();
    }

    @Test
    void refusesASecondCampaignOfAVideo() {
        JsonObject body = body();
        String id = site.as(Site.OPERATOR).post(START, body).json().getString("campaign_id");
        Reply second = site.as(Site.OPERATOR).post(START, body);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().getString("campaign_id")).isEqualTo(id);
    }

    @Test
    void answersTheSameKeyWithTheSameCampaign() {
        JsonObject body = body();
        WireClient client = site.as(Site.OPERATOR).with("Idempotency-Key", "order-1");
        Reply first = client.post(START, body);
        int writes = site.engine.writes.get();
        assertThat(client.post(START, body).json()).isEqualTo(first.json());
        assertThat(client.post(START, body()).status()).isEqualTo(422);
        assertThat(site.as(Site.ADMIN)
                        .with("Idempotency-Key", "order-1")
                        .post(START, body)
                        .status())
                .as("another caller's key of the same name")
                .isEqualTo(409);
        assertThat(site.engine.writes.get()).isEqualTo(writes);
    }

    static Stream<Arguments> badBodies() {
        JsonObject consent = new JsonObject()
                .put("granted_by", "label@example.org")
                .put("granted_at", "2026-01-01T00:00:00Z")
                .put("expires_at", "2026-02-01T00:00:00Z");
        return Stream.of(
                bad(with("video_id", FakeEngine.UNKNOWN_VIDEO), "video_id"),
                bad(with("video_id", "short"), "video_id"),
                bad(with("video_id", 17), "video_id"),
                bad(with("video_url", "https://vimeo.com/123"), "video_url"),
                bad(with("video_url", "https://youtu.be/otherVideo1"), "video_id"),
                bad(with("video_id", null), "video_url"),
                bad(with("campaign_name", ""), "campaign_name"),
                bad(with("campaign_name", "  "), "campaign_name"),
                bad(with("campaign_name", "nul\u0000"), "campaign_name"),
                bad(with("campaign_name", "x".repeat(201)), "campaign_name"),
                bad(with("campaign_name", null), "campaign_name"),
                bad(with("comments_sheet_url", "my sheet"), "comments_sheet_url"),
                bad(with("mode", "steal"), "mode"),
                bad(with("mode", "auto"), "consent"),
                bad(with("mode", "auto").put("consent", consent), "consent"),
                bad(with("consent", consent.copy().put("granted_at", "soon")), "consent.granted_at"),
                bad(with("consent", new JsonObject()), "consent.granted_by"),
                bad(with("max_spend", 200), "max_spend"),
                bad(with("max_spend", "-1"), "max_spend"),
                bad(with("max_spend", "1e9"), "max_spend"),
                bad(with("max_spend", null), "max_spend"),
                bad(with("daily_spend", null), "daily_spend"),
                bad(with("currency", "usd"), "currency"),
                bad(with("currency", null), "currency"),
                bad(with("complete_when", new JsonObject().put("healthy_for", "3 days")), "complete_when.healthy_for"),
                bad(
                        with("complete_when", new JsonObject().put("until", "2020-01-01T00:00:00Z")),
                        "complete_when.until"),
                bad(with("complete_when", new JsonObject().put("views", 0)), "complete_when.views"),
                bad(with("like_sever", "2324"), "like_sever"),
                bad(new JsonObject(), "campaign_name"));
    }

    private static Arguments bad(JsonObject body, String field) {
        return Arguments.of(field, body);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badBodies")
    void namesTheFieldAndWritesNothing(String field, JsonObject body) {
        int writes = site.engine.writes.get();
        Reply reply = site.as(Site.OPERATOR).post(START, body);
        assertThat(reply.status()).isEqualTo(422);
        List<String> fields = reply.json().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("field"))
                .toList();
        assertThat(fields).contains(field);
        assertThat(reply.json().getString("detail")).contains(field);
        assertThat(site.engine.writes.get()).isEqualTo(writes);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        Reply reply = site.as(Site.OPERATOR)
                .post(START, with("video_id", "short").put("mode", "auto").put("max_spend", "much"));
        assertThat(reply.json().getString("detail")).contains("video_id", "consent", "max_spend");
        assertThat(reply.json().getJsonArray("errors").encode()).contains("\"pointer\":\"/video_id\"");
    }

    /** A field of which a part is wrong is not called unknown for it. */
    @Test
    void blamesThePartThatIsWrongAndNothingAroundIt() {
        JsonObject usual = new JsonObject().put("uploads", 0).put("views", 5).put("age_days", 30);
        JsonObject channel = new JsonObject()
                .put("videos", 3)
                .put("like_rate", 4)
                .put("sound", 1)
                .put("usual", usual);
        Reply reply = site.as(Site.OPERATOR)
                .post(
                        "/api/ratio-fixer/expectation",
                        new JsonObject()
                                .put("views", 100)
                                .put("age_days", 9)
                                .put("form", "video")
                                .put("channel", channel));

        assertThat(reply.json().getJsonArray("errors").stream().map(error -> ((JsonObject) error).getString("field")))
                .containsExactlyInAnyOrder("channel.like_rate", "channel.sound", "channel.usual.uploads");
    }

    /** {@code youtube.first_frame_since} says how views are counted where the caller does not. */
    @Test
    void takesViewsForFirstFrameOnesFromTheConfiguredDateOn() {
        JsonObject ask = new JsonObject().put("views", 100).put("age_days", 9).put("form", "video");

        site.engine.videosChanged = FakeEngine.START.plus(Duration.ofDays(1));
        site.as(Site.OPERATOR).post("/api/ratio-fixer/expectation", ask);
        assertThat(Objects.requireNonNull(site.engine.explained).regime()).isEqualTo(CountingRegime.ORIGINAL);

        site.engine.videosChanged = FakeEngine.START.minus(Duration.ofDays(1));
        site.as(Site.OPERATOR).post("/api/ratio-fixer/expectation", ask);
        assertThat(Objects.requireNonNull(site.engine.explained).regime()).isEqualTo(CountingRegime.FIRST_FRAME);
    }

    @ParameterizedTest
    @MethodSource("brokenJson")
    void refusesWhatIsNoJson(String broken) {
        Reply reply = site.as(Site.OPERATOR).post(START, broken);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getString("type")).isEqualTo("urn:ratio-fixer:problem:malformed-json");
        assertThat(reply.json().getString("detail")).isNotBlank().doesNotContain("Source", "StreamReadFeature");
    }

    static Stream<String> brokenJson() {
        return Stream.of(
                "{",
                "{\"campaign_name\": }",
                "",
                "{} {}",
                "{\"campaign_name\":\"a\",\"campaign_name\":\"b\"}",
                "[".repeat(5000) + "]".repeat(5000),
                "nonsense");
    }

    @Test
    void refusesLargeBodies() {
        Reply reply = site.as(Site.OPERATOR).post(START, with("campaign_name", "x".repeat(2_000_000)));
        assertThat(reply.status()).isEqualTo(413);
    }

    @Test
    void refusesOtherMediaTypes() {
        Reply reply = site.as(Site.OPERATOR)
                .with("Content-Type", "application/x-www-form-urlencoded")
                .post(START, "campaign_name=x");
        assertThat(reply.status()).isIn(400, 415);
        Reply text = site.as(Site.OPERATOR).with("Content-Type", "text/plain").post(START, body());
        assertThat(text.status()).isEqualTo(415);
    }

    @Test
    void answersABatchOneByOne() {
        JsonArray campaigns = new JsonArray();
        IntStream.range(0, 998).forEach(i -> campaigns.add(body()));
        campaigns.add(with("video_id", FakeEngine.UNKNOWN_VIDEO)).add(new JsonObject());
        Reply reply = site.as(Site.OPERATOR)
                .post("/api/ratio-fixer/start/batch", new JsonObject().put("campaigns", campaigns));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getInteger("started")).isEqualTo(998);
        assertThat(reply.json().getInteger("refused")).isEqualTo(2);
        assertThat(reply.json().getJsonArray("items").getJsonObject(999).getInteger("status"))
                .isEqualTo(422);
        campaigns.add(body());
        Reply many = site.as(Site.OPERATOR)
                .post("/api/ratio-fixer/start/batch", new JsonObject().put("campaigns", campaigns));
        assertThat(many.status()).isEqualTo(422);
    }

    /** The client that openapi-generator makes for Java sends every list, one that nobody gave as an empty one. */
    @Test
    void anEmptyListInABatchIsAsGoodAsNone() {
        JsonObject lists =
                new JsonObject().put("campaigns", new JsonArray().add(body())).put("csv", new JsonArray());
        Reply reply = site.as(Site.OPERATOR).post("/api/ratio-fixer/start/batch", lists);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().getInteger("started")).isEqualTo(1);

        lists.put("campaigns", new JsonArray());
        Reply none = site.as(Site.OPERATOR).post("/api/ratio-fixer/start/batch", lists);
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.text()).contains("give either campaigns or csv");
    }

    @Test
    void saysThatTheEngineIsOverloaded() {
        site.engine.overloaded = true;
        Reply reply = site.as(Site.OPERATOR).post(START, body());
        site.engine.overloaded = false;
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("retry-after")).isEqualTo("1");
    }
}
