package dev.ratiofixer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.campaign.CampaignChanged;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.TestDatabase;
import dev.ratiofixer.store.lease.PgCampaignNodes;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes that join, answer for each other, leave and die: real engines, Hazelcast and PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private TestCluster cluster;

    @BeforeAll
    void open() throws Exception {
        cluster = TestCluster.on(TestDatabase.address(POSTGRES.database()));
    }

    @AfterAll
    void close() throws Exception {
        cluster.close();
    }

    /** One story, because a node costs seconds. */
    @Test
    void nodesShareAnswerForEachOtherAndTakeOver() throws Exception {
        TestNode first = cluster.start("n1");
        List<String> ids = new ArrayList<>();
        for (int video = 0; video < 6; video++) {
            ids.add(first.post("/api/ratio-fixer/start", cluster.request(video, "propose"), 201)
                    .getString("campaign_id"));
        }
        assertThat(first.campaigns()).isEqualTo(6);

        TestNode second = cluster.start("n2");
        second.awaitCampaigns(count -> count == 3);
        first.awaitCampaigns(count -> count == 3);
        assertThat(held("n2")).hasSize(3);

        assertThat(first.getWhen("/api/ratio-fixer/health", ClusterIT::isSafeForTwo))
                .isNotNull();
        everyNodeAnswersForEveryCampaign(ids, first, second);
        eventsOfOneNodeAreHeardOnTheOther(first, second);
        aDecisionTakenElsewhereReachesTheCampaign(ids, first, second);
        aStopReachesTheNodeThatRunsIt(first, second);
        aDeadNodesCampaignsRunElsewhere(first, second);
        aNodeThatStopsGivesItsCampaignsAway(first);
    }

    private static boolean isSafeForTwo(JsonObject health) {
        return health.getJsonArray("checks").stream()
                .map(JsonObject.class::cast)
                .anyMatch(check -> check.getString("name").equals("cluster")
                        && check.getString("detail").startsWith("2 servers run together"));
    }

    private void everyNodeAnswersForEveryCampaign(List<String> ids, TestNode... nodes) throws Exception {
        for (TestNode node : nodes) {
            for (String id : ids) {
                JsonObject status = node.getWhen(
                        "/api/ratio-fixer/status/" + id, answer -> answer.getValue("desired_likes") != null);
                assertThat(status.getString("ratio_fixer_status")).isEqualTo("running");
            }
        }
    }

    private void eventsOfOneNodeAreHeardOnTheOther(TestNode first, TestNode second) throws Exception {
        Set<String> ofFirst = held("n1");
        BlockingQueue<CampaignChanged> heard = new LinkedBlockingQueue<>();
        second.vertx().eventBus().<CampaignChanged>localConsumer(Addresses.CAMPAIGN_EVENTS, message -> {
            if (first.name().equals(message.headers().get(Addresses.FROM_NODE))) {
                heard.add(message.body());
            }
        });
        CampaignChanged event = heard.poll(60, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        assertThat(ofFirst).contains(event.view().campaign().id());
    }

    private void aDecisionTakenElsewhereReachesTheCampaign(List<String> ids, TestNode first, TestNode second)
            throws Exception {
        JsonObject proposed = aProposedComment(ids, first);
        String campaign = proposed.getString("campaign_id");
        boolean ofFirst = held("n1").contains(campaign);
        String order = proposed.getString("order_id");
        (ofFirst ? second : first).post("/api/ratio-fixer/orders/" + order + "/approve", new JsonObject(), 200);
        second.getWhen(
                "/api/ratio-fixer/campaigns/" + campaign + "/orders",
                orders -> orders.getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .anyMatch(each -> each.getString("order_id").equals(order)
                                && each.getString("status").equals("pending")));
        (ofFirst ? first : second)
                .getWhen("/api/ratio-fixer/status/" + campaign, status -> status.getLong("ordered_comments") > 0);
        assertThat(cluster.sandbox().ledger()).hasSize(1);
    }

    private static JsonObject aProposedComment(List<String> ids, TestNode node) throws Exception {
        Optional<JsonObject> found = Optional.empty();
        for (int turn = 0; found.isEmpty(); turn++) {
            assertThat(turn).as("looks for a proposed comment").isLessThan(2_000);
            JsonObject orders = node.get("/api/ratio-fixer/campaigns/" + ids.get(turn % ids.size()) + "/orders");
            found = orders.getJsonArray("items").stream()
                    .map(JsonObject.class::cast)
                    .filter(order -> order.getString("status").equals("proposed"))
                    .filter(order -> order.getString("order_type").equals("owner_comment"))
                    // One that is forecast from some hours of views: before, nothing is counted as ordered.
                    .filter(order -> order.getLong("forecast_comments") > 0)
                    .findFirst();
            TestNode.await(node.vertx().timer(30, TimeUnit.MILLISECONDS));
        }
        return found.get();
    }

    private void aStopReachesTheNodeThatRunsIt(TestNode first, TestNode second) throws Exception {
        String id = held("n1").iterator().next();
        long running = first.campaigns();
        assertThat(second.post("/api/ratio-fixer/stop/" + id, new JsonObject(), 200)
                        .getString("ratio_fixer_status"))
                .isEqualTo("stopped");
        assertThat(first.campaigns()).isEqualTo(running - 1);
        assertThat(second.post("/api/ratio-fixer/stop/" + id, new JsonObject(), 200)
                        .getString("ratio_fixer_status"))
                .isEqualTo("stopped");
    }

    private void aDeadNodesCampaignsRunElsewhere(TestNode first, TestNode second) throws Exception {
        String orphan = held("n2").iterator().next();
        second.die();
        assertThat(first.get("/api/ratio-fixer/status/" + orphan).getString("ratio_fixer_status"))
                .as("the database's row stands in for the dead node")
                .isEqualTo("running");
        first.awaitCampaigns(count -> count == 5);
        assertThat(held("n1")).contains(orphan);
    }

    private void aNodeThatStopsGivesItsCampaignsAway(TestNode first) throws Exception {
        TestNode third = cluster.start("n3");
        third.awaitCampaigns(count -> count >= 2);
        first.stop();
        third.awaitCampaigns(count -> count == 5);
        assertThat(held("n1")).isEmpty();
    }

    private static Set<String> held(String node) throws Exception {
        return TestNode.await(new PgCampaignNodes(POSTGRES.database()).heldBy(node));
    }
}
