package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why nothing happens, over HTTP: in words that the contract lists. */
class DecisionsIT {
    private Site site;
    private String campaign;

    @BeforeEach
    void open() {
        site = Site.open();
        campaign = site.as(Site.OPERATOR)
                .post("/api/ratio-fixer/start", StartIT.body())
                .json()
                .getString("campaign_id");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aStatusSaysWhyNothingHappens() {
        JsonObject decision = site.as(Site.VIEWER)
                .get("/api/ratio-fixer/status/" + campaign)
                .json()
                .getJsonObject("decision");

        assertThat(decision.getString("outcome")).isEqualTo("held");
        assertThat(decision.getString("reason_code")).matches("[a-z_]+");
        assertThat(decision.getString("reason")).endsWith(".");
    }

    @Test
    void theKeptAnswersAreInTheContractsWords() {
        JsonObject kept = site.as(Site.VIEWER)
                .get("/api/ratio-fixer/campaigns/" + campaign + "/decisions")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);

        assertThat(kept.getString("outcome")).isEqualTo("held");
        assertThat(kept.getString("reason_code")).isEqualTo("paid_viewers_unknown");
    }

    @Test
    void trialsAreToldWithTheirDaysAndIntervals() {
        JsonObject trial = site.as(Site.VIEWER)
                .get("/api/ratio-fixer/campaigns/" + campaign + "/trials")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);

        assertThat(trial.getString("status")).isEqualTo("pending");
        assertThat(trial.getString("raised")).isEqualTo("12.00");
        assertThat(trial.getString("seed")).isEqualTo("42");
        assertThat(trial.getString("result")).contains("does not say whether");
        assertThat(trial.getJsonArray("blocks").getJsonObject(0).getBoolean("raised"))
                .isTrue();
        assertThat(trial.getJsonArray("blocks").getJsonObject(0).getString("from"))
                .isEqualTo("2026-11-20T00:00:00Z");
        JsonObject look = trial.getJsonArray("looks").getJsonObject(0);
        assertThat(look.getDouble("high")).isEqualTo(2.5);
        assertThat(look.getValue("gain_low")).isNull();
    }

    private WireClient.Reply backtest(String id, JsonObject body) {
        return site.as(Site.VIEWER).post("/api/ratio-fixer/campaigns/" + id + "/backtest", body);
    }

    @Test
    void aBacktestOfWhatIsNotStoredSaysSo() {
        JsonObject answer =
                backtest(campaign, new JsonObject().put("mode", "auto")).json();

        assertThat(answer.getBoolean("complete")).isFalse();
        assertThat(answer.getString("stopped")).contains("nothing is stored");
        assertThat(answer.getJsonArray("orders")).isEmpty();
    }

    @Test
    void aBacktestNamesWhatCannotBeTried() {
        assertThat(backtest("nobody", new JsonObject()).status()).isEqualTo(404);
        JsonObject half = new JsonObject().put("limits", new JsonObject().put("max_spend", "10.00"));
        assertThat(backtest(campaign, half).json().encode()).contains("limits.daily_spend");
        JsonObject crossed = new JsonObject().put("policy", new JsonObject().put("trigger", 0.7));
        assertThat(backtest(campaign, crossed).json().encode()).contains("policy.trigger");
        JsonObject tooLong = new JsonObject().put("policy", new JsonObject().put("warm_up", "PXYZ"));
        assertThat(backtest(campaign, tooLong).status()).isIn(400, 422);
    }

    @Test
    void nobodyIsToldOfABacktestThatDoesNotRun() {
        JsonObject progress = site.as(Site.VIEWER)
                .get("/api/ratio-fixer/campaigns/" + campaign + "/backtest")
                .json();

        assertThat(progress.getBoolean("running")).isFalse();
        assertThat(progress.getValue("share")).isNull();
    }
}
