package dev.ratiofixer.store.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.ClusterLoad;
import dev.ratiofixer.campaign.ClusterLoad.NodeLoad;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.StoreFixtures;
import dev.ratiofixer.store.campaign.PgCampaignStore;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgCampaignNodesIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private PgCampaignStore store;
    private PgCampaignNodes nodes;

    @BeforeEach
    void twoNodes() {
        run("DELETE FROM ratio_fixer_campaigns; DELETE FROM youtube_campaigns; DELETE FROM ratio_fixer_nodes;"
                + "DELETE FROM youtube_campaign_samples");
        node("n1");
        node("n2");
        store = new PgCampaignStore(POSTGRES.vertx(), POSTGRES.database(), lost -> {});
        nodes = new PgCampaignNodes(POSTGRES.database());
    }

    @Test
    void theOwnerIsTheLivingNodeThatHoldsTheLeaseInThisLife() {
        String id = insert("n1").id();
        assertThat(Waiting.on(nodes.ownerOf(id))).contains("n1");
        assertThat(Waiting.on(nodes.ownerOf("none"))).isEmpty();

        run("UPDATE ratio_fixer_nodes SET life = life + 1 WHERE node = 'n1'");
        assertThat(Waiting.on(nodes.ownerOf(id))).isEmpty();

        insert("n2");
        kill("n2");
        assertThat(Waiting.on(nodes.ownerOf(id))).isEmpty();
    }

    @Test
    void theLoadTellsLivingNodesAndWhatNobodyHolds() {
        insert("n1");
        insert("n1");
        insert("n2");
        node("n3");
        kill("n2");
        run("UPDATE ratio_fixer_nodes SET life = life + 1 WHERE node = 'n3'");

        ClusterLoad load = Waiting.on(nodes.load());

        assertThat(Waiting.on(nodes.living())).isEqualTo(2);
        assertThat(load.nodes()).containsExactlyInAnyOrder(new NodeLoad("n1", 2, 2), new NodeLoad("n3", 0, 0));
        assertThat(load.live()).isEqualTo(3);
    }

    @Test
    void whatIsHandedOverIsForThatNodeAloneAndTheOldEpochIsRefused() {
        Campaign campaign = insert("n1");
        Waiting.on(nodes.handOver(List.of(campaign), "n2"));

        assertThat(Waiting.on(nodes.ownerOf(campaign.id()))).isEmpty();
        assertThat(Waiting.on(store.claim("n1", 10))).isEmpty();
        assertThat(Waiting.on(
                        store.save(campaign, StoreFixtures.fresh()).map(false).otherwise(true)))
                .as("the epoch is old from the hand-over on")
                .isTrue();
        List<CampaignView> claimed = Waiting.on(store.claim("n2", 10));
        assertThat(claimed)
                .singleElement()
                .satisfies(view -> assertThat(view.campaign().epoch()).isEqualTo(campaign.epoch() + 2));
        assertThat(Waiting.on(nodes.ownerOf(campaign.id()))).contains("n2");

        Waiting.on(nodes.handOver(List.of(campaign), "n1"));
        assertThat(Waiting.on(nodes.ownerOf(campaign.id())))
                .as("a late hand-over of an old epoch changes nothing")
                .contains("n2");
    }

    @Test
    void whatIsHandedToADeadNodeIsFreeForAll() {
        Campaign campaign = insert("n1");
        kill("n2");
        Waiting.on(nodes.handOver(List.of(campaign), "n2"));
        node("n3");
        assertThat(Waiting.on(store.claim("n3", 10))).hasSize(1);
    }

    @Test
    void aNodeFindsWhatIsLeasedToItAndMayClaimItAgain() {
        Campaign campaign = insert("n1");
        assertThat(Waiting.on(nodes.heldBy("n1"))).containsExactly(campaign.id());
        assertThat(Waiting.on(nodes.heldBy("n2"))).isEmpty();

        assertThat(Waiting.on(nodes.claimAgain("n2", List.of(campaign.id())))).isEmpty();
        assertThat(Waiting.on(nodes.claimAgain("n1", List.of(campaign.id()))))
                .singleElement()
                .satisfies(view -> assertThat(view.campaign().epoch()).isEqualTo(campaign.epoch() + 1));
    }

    @Test
    void samplesOfAnOldEpochAreRefusedOnceAnotherNodeRunsTheCampaign() {
        PgCampaignStore first = store("n1");
        PgCampaignStore second = store("n2");
        Campaign old = insert("n1");
        Campaign again =
                Waiting.on(nodes.claimAgain("n1", List.of(old.id()))).getFirst().campaign();
        first.saveBehind(old, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(36), 100));
        Waiting.on(first.drain());
        assertThat(samples())
                .as("taken by this node before it got its lease back")
                .isEqualTo(1);

        Waiting.on(nodes.handOver(List.of(again), "n2"));
        Campaign taken = Waiting.on(store.claim("n2", 10)).getFirst().campaign();
        first.saveBehind(again, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(72), 200));
        Waiting.on(first.drain());
        assertThat(samples()).isEqualTo(1);

        second.saveBehind(taken, StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(108), 300));
        Waiting.on(second.drain());
        assertThat(samples()).isEqualTo(2);
    }

    private static PgCampaignStore store(String node) {
        return new PgCampaignStore(POSTGRES.vertx(), POSTGRES.database(), node, lost -> {});
    }

    private static long samples() {
        return Waiting.on(POSTGRES.database()
                        .pool()
                        .query("SELECT count(*) FROM youtube_campaign_samples")
                        .execute())
                .iterator()
                .next()
                .getLong(0);
    }

    private Campaign insert(String node) {
        Inserted inserted = Waiting.on(store.insert(StoreFixtures.campaign(), StoreFixtures.fresh(), node, null));
        return ((Inserted.Fresh) inserted).campaign();
    }

    private static void node(String name) {
        run("INSERT INTO ratio_fixer_nodes (node, expires_at) VALUES ('" + name
                + "', clock_timestamp() + interval '1 hour')");
    }

    private static void kill(String name) {
        run("UPDATE ratio_fixer_nodes SET expires_at = '-infinity' WHERE node = '" + name + "'");
    }

    private static void run(String sql) {
        Waiting.on(POSTGRES.database().pool().query(sql).execute());
    }
}
