package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ratiofixer.access.AuditLog.AuditEntry;
import dev.ratiofixer.http.WireClient.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is spent, the switch over it, and stopping many, at the wire. */
class SpendingIT {
    private static final String SPENDING = "/api/ratio-fixer/spending";
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void showsWhatIsLeftAndAnAdminTurnsItOffWithAReason() {
        Reply before = site.as(Site.VIEWER).get(SPENDING);
        assertThat(before.status()).isEqualTo(200);
        assertThat(before.json().getString("spending")).isEqualTo("on");
        JsonObject all = before.json().getJsonArray("today").getJsonObject(0);
        assertThat(all.getString("left")).isEqualTo("60.00");
        assertThat(all.getString("service_id")).isNull();

        JsonObject off = new JsonObject().put("spending", "off").put("reason", "the label asked");
        assertThat(site.as(Site.OPERATOR).post(SPENDING, off).status()).isEqualTo(403);
        assertThat(site.as(Site.ADMIN)
                        .post(SPENDING, off.copy().put("reason", "  "))
                        .status())
                .isEqualTo(422);
        Reply turned = site.as(Site.ADMIN).post(SPENDING, off);

        assertThat(turned.status()).isEqualTo(200);
        assertThat(turned.json().getString("spending")).isEqualTo("off");
        assertThat(turned.json().getString("file")).isEqualTo("on");
        assertThat(turned.json().getJsonObject("turned").getString("reason")).isEqualTo("the label asked");
    }

    @Test
    void stopsManyEachByItself() {
        WireClient client = site.as(Site.OPERATOR);
        String started =
                client.post("/api/ratio-fixer/start", StartIT.body()).json().getString("campaign_id");

        Reply stopped = client.post(
                "/api/ratio-fixer/campaigns/stop",
                new JsonObject()
                        .put("campaign_ids", new JsonArray().add(started).add("unknown"))
                        .put("reason", "The year ends"));

        assertThat(stopped.status()).isEqualTo(200);
        assertThat(stopped.json().getInteger("stopped")).isEqualTo(1);
        JsonObject first = stopped.json().getJsonArray("items").getJsonObject(0);
        assertThat(first.getString("ratio_fixer_status")).isEqualTo("stopped");
        assertThat(stopped.json()
                        .getJsonArray("items")
                        .getJsonObject(1)
                        .getJsonObject("problem")
                        .getInteger("status"))
                .isEqualTo(404);
        assertThat(site.audited)
                .filteredOn(entry -> entry.action().equals("stopCampaign"))
                .as("the record of each has it, with the reason")
                .extracting(AuditEntry::subject, AuditEntry::outcome, AuditEntry::reason)
                .containsExactly(
                        tuple(started, "done", "The year ends"), tuple("unknown", "not_found", "The year ends"));
    }
}