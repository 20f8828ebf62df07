package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.http.WireClient.Reply;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue of orders that wait, and deciding on many, at the wire. */
class ApprovalsIT {
    private static final String ORDERS = "/api/ratio-fixer/orders";
    private static Site site;

    private OrderTrail comment;
    private OrderTrail budget;

    @BeforeAll
    static void open() {
        site = Site.open();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void threeOrders() {
        site.engine.orders.clear();
        comment = HttpFixtures.order("o-1", "c-1", OrderType.OWNER_COMMENT, OrderStatus.PROPOSED, FakeEngine.START);
        budget = HttpFixtures.order("o-2", "c-2", OrderType.AD_BUDGET, OrderStatus.PROPOSED, FakeEngine.START);
        site.engine.put(comment);
        site.engine.put(budget);
        site.engine.put(HttpFixtures.order("o-3", "c-1", OrderType.AD_BUDGET, OrderStatus.COMPLETED, FakeEngine.START));
    }

    @Test
    void aNoteMayBeLeftOutOrNull() {
        Reply decided = site.as(Site.ADMIN)
                .post(
                        "/api/ratio-fixer/orders/" + budget.order().orderId() + "/reject",
                        new JsonObject().putNull("note"));
        assertThat(decided.status()).isEqualTo(200);
    }

    @Test
    void showsWhatAnApproverNeedsAcrossCampaigns() {
        Reply queue = site.as(Site.VIEWER).get(ORDERS + "?status=proposed");

        assertThat(queue.status()).isEqualTo(200);
        assertThat(queue.json().getInteger("total")).isEqualTo(2);
        JsonObject shown = queue.json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(order ->
                        order.getString("order_id").equals(comment.order().orderId()))
                .findFirst()
                .orElseThrow();
        assertThat(shown.getString("comment_text")).isEqualTo("Which line will you sing along to?");
        assertThat(shown.getString("decide_until")).isNotNull();
        assertThat(shown.getString("campaign_name")).isEqualTo("Spring single");
        assertThat(shown.getJsonObject("evidence").getLong("likes")).isPositive();
        assertThat(shown.getJsonObject("evidence")
                        .getJsonObject("expectation")
                        .getJsonObject("likes")
                        .getDouble("p50"))
                .isPositive();
    }

    @Test
    void anApproverDecidesOnManyEachByItself() {
        JsonObject body = new JsonObject()
                .put(
                        "order_ids",
                        new JsonArray()
                                .add(comment.order().orderId())
                                .add(budget.order().orderId())
                                .add("unknown"))
                .put("decision", "approve")
                .put("note", "spring");

        Reply decided = site.as(Site.ADMIN).post(ORDERS + "/decide", body);

        assertThat(decided.status()).isEqualTo(200);
        assertThat(decided.json().getInteger("decided")).isEqualTo(2);
        assertThat(decided.json().getInteger("refused")).isEqualTo(1);
        assertThat(decided.json()
                        .getJsonArray("items")
                        .getJsonObject(2)
                        .getJsonObject("problem")
                        .getInteger("status"))
                .isEqualTo(404);
        assertThat(site.engine.order(comment.order().orderId()).order().status())
                .isEqualTo(OrderStatus.APPROVED);
    }

    @Test
    void whoMayNotApproveDecidesNothing() {
        JsonObject body = new JsonObject()
                .put("order_ids", new JsonArray().add(comment.order().orderId()))
                .put("decision", "approve");

        assertThat(site.as(Site.VIEWER).post(ORDERS + "/decide", body).status()).isEqualTo(403);
        assertThat(site.as(Site.ADMIN)
                        .post(ORDERS + "/decide", body.copy().put("decision", "complete"))
                        .status())
                .isEqualTo(422);
        assertThat(site.as(Site.ADMIN).get(ORDERS + "?status=waiting").status()).isEqualTo(400);
        assertThat(site.engine.order(comment.order().orderId()).order().status())
                .isEqualTo(OrderStatus.PROPOSED);
    }

    @Test
    void whatWasToldIsListedAndAReceiverIsTested() {
        Reply log = site.as(Site.OPERATOR).get("/api/ratio-fixer/notifications?limit=2");
        assertThat(log.status()).isEqualTo(200);
        assertThat(log.json().getJsonArray("items")).hasSize(2);
        assertThat(log.json().getString("next")).isEqualTo("2");

        Reply tested =
                site.as(Site.ADMIN).post("/api/ratio-fixer/notifications/test", new JsonObject().put("sink", "ops"));
        assertThat(tested.status()).isEqualTo(200);
        assertThat(tested.json().getJsonArray("items").getJsonObject(0).getBoolean("ok"))
                .isFalse();
        assertThat(site.as(Site.ADMIN)
                        .post("/api/ratio-fixer/notifications/test", new JsonObject().put("sink", "nobody"))
                        .status())
                .isEqualTo(404);
        assertThat(site.as(Site.OPERATOR)
                        .post("/api/ratio-fixer/notifications/test", new JsonObject())
                        .status())
                .isEqualTo(403);
    }
}
