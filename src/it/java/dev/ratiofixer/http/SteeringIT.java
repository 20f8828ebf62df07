package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.http.WireClient.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pause, resume, edit, schedule, and a batch from a file, as they come over the wire. */
class SteeringIT {
    private Site site;
    private WireClient operator;
    private WireClient admin;

    @BeforeEach
    void open() {
        site = Site.open();
        operator = site.as(Site.OPERATOR);
        admin = site.as(Site.ADMIN);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static JsonObject campaign(String video) {
        return new JsonObject()
                .put("campaign_name", "Spring")
                .put("video_id", video)
                .put("like_server", "2324")
                .put("max_spend", "200.00")
                .put("daily_spend", "20.00")
                .put("currency", "USD");
    }

    private String start(JsonObject body) {
        Reply started = operator.post("/api/ratio-fixer/start", body);
        assertThat(started.status()).as(started.text()).isEqualTo(201);
        return started.json().getString("campaign_id");
    }

    private Reply patch(WireClient client, String id, String tag, JsonObject body) {
        return client.with("If-Match", tag).send("PATCH", "/api/ratio-fixer/campaigns/" + id, body.encode());
    }

    private String tag(String id) {
        return operator.get("/api/ratio-fixer/campaigns/" + id).header("ETag");
    }

    @Test
    void aPauseSaysWhoseItIsUntilItIsEnded() {
        String id = start(campaign("dQw4w9WgXcQ"));

        JsonObject paused = operator.post(
                        "/api/ratio-fixer/pause/" + id, new JsonObject().put("reason", "the release moves"))
                .json();
        assertThat(paused.getString("ratio_fixer_status")).isEqualTo("paused");
        assertThat(paused.getString("paused_by")).isEqualTo("RATIO_FIXER_API_KEY");
        assertThat(paused.getString("pause_reason")).isEqualTo("the release moves");

        JsonObject resumed =
                operator.send("POST", "/api/ratio-fixer/resume/" + id, null).json();
        assertThat(resumed.getString("ratio_fixer_status")).isEqualTo("running");
        assertThat(resumed.getString("paused_by")).isNull();
        assertThat(site.as(Site.VIEWER)
                        .send("POST", "/api/ratio-fixer/pause/" + id, null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anEditNamesTheVersionThatItIsOf() {
        String id = start(campaign("dQw4w9WgXcQ"));
        JsonObject more = new JsonObject().put("max_spend", "300.00");

        assertThat(operator.send("PATCH", "/api/ratio-fixer/campaigns/" + id, more.encode())
                        .status())
                .isEqualTo(428);
        String seen = tag(id);
        site.engine.tick(Duration.ofSeconds(36));
        assertThat(tag(id)).as("a reading makes another answer").isNotEqualTo(seen);

        Reply edited = patch(operator, id, seen, more);

        assertThat(edited.status()).as("and no other version").isEqualTo(200);
        assertThat(edited.json().getJsonObject("terms").getString("max_spend")).isEqualTo("300.00");
        assertThat(patch(operator, id, seen, more).status()).isEqualTo(412);
        assertThat(patch(operator, id, edited.header("ETag"), more).status()).isEqualTo(200);
    }

    /** A proxy that compresses makes an ETag weak, and a program may name all that it would take. */
    @Test
    void theVersionIsReadInEveryFormOfTheHeader() {
        String id = start(campaign("dQw4w9WgXcQ"));
        JsonObject name = new JsonObject().put("campaign_name", "Summer");

        for (String before : List.of("W/", "\"0123456789abcdef-0\", ", "*, ", "")) {
            assertThat(patch(operator, id, before + tag(id), name).status())
                    .as(before)
                    .isEqualTo(200);
        }
        assertThat(patch(operator, id, "W/\"0123456789abcdef-0\"", name).status())
                .isEqualTo(412);
    }

    /** What it spent would go from the client with it, so that the client's other campaigns could spend that again. */
    @Test
    void leavingAClientIsAnApproversToAllow() {
        for (String client : List.of("acme", "beta")) {
            site.engine.clients.put(new dev.ratiofixer.campaign.query.ClientDirectory.Client(
                    client, client, null, site.engine.now(), "test"));
        }
        String id = start(campaign("dQw4w9WgXcQ"));
        WireClient plain = anOperatorBesideAnApprover();

        assertThat(patch(plain, id, tag(id), new JsonObject().put("client", "acme"))
                        .status())
                .as("a client's limit comes beside the campaign's own")
                .isEqualTo(200);
        for (JsonObject leaving : List.of(new JsonObject().putNull("client"), new JsonObject().put("client", "beta"))) {
            Reply refused = patch(plain, id, tag(id), leaving);
            assertThat(refused.status()).as(leaving.encode()).isEqualTo(403);
            assertThat(refused.text()).contains("role approver");
        }
        assertThat(patch(
                                plain,
                                id,
                                tag(id),
                                new JsonObject().put("client", "acme").put("artist", "Ada"))
                        .status())
                .isEqualTo(200);
        assertThat(patch(admin, id, tag(id), new JsonObject().putNull("client")).status())
                .isEqualTo(200);
    }

    private WireClient anOperatorBesideAnApprover() {
        site.stored.keys.clear();
        Site.await(site.access.keys().make("an approver", dev.ratiofixer.access.Role.APPROVER, null));
        return site.as(Site.await(site.access.keys().make("an operator", dev.ratiofixer.access.Role.OPERATOR, null))
                .orElseThrow()
                .secret());
    }

    @Test
    void anEditIsCheckedWholeAsAStartIs() {
        String id = start(campaign("dQw4w9WgXcQ"));

        Reply refused = patch(
                operator,
                id,
                tag(id),
                new JsonObject()
                        .putNull("daily_spend")
                        .put("like_server", "none")
                        .put("client", "nobody"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("daily_spend");
        assertThat(patch(operator, id, tag(id), new JsonObject().put("like_server", "none"))
                        .text())
                .contains("no service has this id");
        assertThat(patch(operator, id, tag(id), new JsonObject().put("client", "nobody"))
                        .text())
                .contains("there is no client nobody");
        assertThat(patch(operator, id, tag(id), new JsonObject().putNull("campaign_name"))
                        .status())
                .isEqualTo(422);
        assertThat(operator.get("/api/ratio-fixer/campaigns/" + id)
                        .json()
                        .getJsonObject("terms")
                        .getString("like_server"))
                .isEqualTo("2324");
    }

    @Test
    void consentIsAnApproversToEdit() {
        String id = start(campaign("dQw4w9WgXcQ"));
        JsonObject consent = new JsonObject()
                .put("mode", "auto")
                .put(
                        "consent",
                        new JsonObject()
                                .put("granted_by", "label@example.org")
                                .put("granted_at", "2026-11-01T00:00:00Z")
                                .put("expires_at", "2027-02-01T00:00:00Z")
                                .put("trials", true));
        WireClient plain = anOperatorBesideAnApprover();

        assertThat(patch(plain, id, tag(id), consent).status()).isEqualTo(403);
        assertThat(patch(admin, id, tag(id), consent).json().getString("mode")).isEqualTo("auto");
        JsonObject given = operator.get("/api/ratio-fixer/campaigns/" + id)
                .json()
                .getJsonObject("terms")
                .getJsonObject("consent");
        assertThat(given.getBoolean("trials")).isTrue();
    }

    @Test
    void aStartAtATimeToComeIsScheduledAndCanBeMoved() {
        String at = site.engine.now().plus(Duration.ofDays(3)).toString();
        String later = site.engine.now().plus(Duration.ofDays(5)).toString();
        String id = start(campaign("dQw4w9WgXcQ").put("start_at", at));

        JsonObject scheduled = operator.get("/api/ratio-fixer/status/" + id).json();
        assertThat(scheduled.getString("ratio_fixer_status")).isEqualTo("scheduled");
        assertThat(scheduled.getString("started_at")).isEqualTo(at);
        Reply moved = patch(operator, id, tag(id), new JsonObject().put("start_at", later));
        assertThat(moved.json().getString("started_at")).isEqualTo(later);
        Reply past = operator.post(
                "/api/ratio-fixer/start", campaign("9bZkp7q19f0").put("start_at", "2020-01-01T00:00:00Z"));
        assertThat(past.status()).isEqualTo(422);
        assertThat(past.text()).contains("lies in the past");
    }

    @Test
    void aDryRunWritesNothingAndNamesAllProblemsAtOnceByLine() {
        start(campaign("9bZkp7q19f0"));
        int before = site.engine.writes.get();
        String file = String.join(
                "\r\n",
                "\uFEFFcampaign_name,video_id,like_server,max_spend,client,tags",
                "\"One, \"\"two\"\"\",dQw4w9WgXcQ,2324,,,spring;single",
                "Two,9bZkp7q19f0,2324,,,",
                "",
                "Three,nonsense,none,20.00,nobody,",
                "Four,dQw4w9WgXcQ,,,,,too many cells",
                "");

        Reply reply = operator.with("Content-Type", "text/csv; charset=utf-8")
                .send("POST", "/api/ratio-fixer/start/batch?dry_run=true", file);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        JsonObject outcome = reply.json();
        assertThat(outcome.getBoolean("dry_run")).isTrue();
        assertThat(outcome.getInteger("started")).isEqualTo(1);
        JsonArray items = outcome.getJsonArray("items");
        assertThat(items.stream().map(item -> ((JsonObject) item).getInteger("line")))
                .containsExactly(2, 3, 5, 6);
        assertThat(items.getJsonObject(0).getInteger("status")).isEqualTo(201);
        assertThat(items.getJsonObject(1).getInteger("status")).isEqualTo(409);
        assertThat(items.getJsonObject(2).encode())
                .contains("video_id", "like_server", "currency", "there is no client nobody");
        assertThat(items.getJsonObject(3).encode()).contains("has 7 cells", "stands in this batch before");
        assertThat(site.engine.writes.get()).isEqualTo(before);
        assertThat(site.audited).as("it started nothing").noneMatch(entry -> entry.action()
                .startsWith("startCampaigns"));
    }

    @Test
    void aFileStartsWhatTheDryRunSaidItWould() {
        site.engine.clients.put(new dev.ratiofixer.campaign.query.ClientDirectory.Client(
                "acme", "Acme", null, site.engine.now(), "test"));
        JsonObject body = new JsonObject()
                .put(
                        "csv",
                        new JsonArray()
                                .add("campaign_name;video_id;mode;client;tags")
                                .add("One;dQw4w9WgXcQ;observe;acme;spring"));

        JsonObject outcome = operator.post("/api/ratio-fixer/start/batch", body).json();

        assertThat(outcome.getInteger("started")).as(outcome.encode()).isEqualTo(1);
        String id = outcome.getJsonArray("items").getJsonObject(0).getString("campaign_id");
        JsonObject status = operator.get("/api/ratio-fixer/status/" + id).json();
        assertThat(status.getString("client")).isEqualTo("acme");
        assertThat(status.getJsonArray("tags")).isEqualTo(new JsonArray(List.of("spring")));
    }

    @Test
    void aFileThatNamesUnknownFieldsIsRefusedWhole() {
        Reply reply = operator.post(
                "/api/ratio-fixer/start/batch",
                new JsonObject()
                        .put(
                                "csv",
                                new JsonArray()
                                        .add("campaign_name,vidio,max_spent")
                                        .add("One,dQw4w9WgXcQ,1")));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text()).contains("line 1: there is no field \\\"vidio\\\"", "max_spent");
    }

    @Test
    void clientsAreMadeByApproversAndCountTheirCampaigns() {
        JsonObject acme = new JsonObject()
                .put("name", "Acme Records")
                .put("max_spend", "500.00")
                .put("daily_spend", "50.00")
                .put("currency", "USD");
        assertThat(operator.send("PUT", "/api/ratio-fixer/clients/acme", acme.encode())
                        .status())
                .isEqualTo(403);
        assertThat(admin.send("PUT", "/api/ratio-fixer/clients/acme", acme.encode())
                        .status())
                .isEqualTo(200);
        start(campaign("dQw4w9WgXcQ").put("client", "acme").put("artist", "Ada").put("tags", new JsonArray().add("x")));
        start(campaign("9bZkp7q19f0"));

        JsonObject listed = operator.get("/api/ratio-fixer/clients")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(listed.getInteger("campaigns")).isEqualTo(1);
        for (String filter : List.of("client=acme", "artist=Ada", "tag=x")) {
            assertThat(operator.get("/api/ratio-fixer/campaigns?" + filter)
                            .json()
                            .getJsonArray("items"))
                    .as(filter)
                    .hasSize(1);
        }
    }
}
