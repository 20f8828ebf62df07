package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.SnapshotMapper;
import dev.ratiofixer.time.VertxTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Campaigns that wait for their next poll, run by the real supervisor, with a store that keeps nothing. */
public final class IdleCampaigns implements CampaignStore, CampaignNodes {
    private static final String NODE = "bench";

    private final int wanted;
    private final BitSet ticked = new BitSet();
    private int claimed;

    private IdleCampaigns(int wanted) {
        this.wanted = wanted;
    }

    /**
     * Deploys so many, each on a made-up video of the sandbox; done when all are deployed.
     *
     * @param interval how long the first round of polls may take
     */
    public static Future<IdleCampaigns> deploy(Vertx vertx, int wanted, Duration interval) {
        IdleCampaigns campaigns = new IdleCampaigns(wanted);
        CampaignRules rules = new CampaignRules(interval, 0.25, 0.5, Duration.ofDays(1), true);
        VertxTimers timers = new VertxTimers(vertx, 1);
        return vertx.deployVerticle(new CampaignSupervisor(
                        NODE,
                        rules,
                        new CampaignDependencies(campaigns, InstantSource.system(), timers),
                        campaigns,
                        new CampaignDeployments(vertx),
                        timers))
                .map(campaigns);
    }

    /** How many campaigns have ticked at least once. */
    public synchronized int ticked() {
        return ticked.cardinality();
    }

    @Override
    public Future<ClusterLoad> load() {
        return Future.succeededFuture(
                new ClusterLoad(List.of(new ClusterLoad.NodeLoad(NODE, claimed, claimed)), wanted));
    }

    @Override
    public Future<Optional<String>> ownerOf(String campaignId) {
        return Future.succeededFuture(Optional.of(NODE));
    }

    @Override
    public Future<Set<String>> heldBy(String node) {
        return Future.failedFuture("it keeps no leases");
    }

    @Override
    public Future<List<CampaignView>> claimAgain(String node, Collection<String> campaignIds) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Void> handOver(Collection<Campaign> campaigns, String to) {
        return Future.succeededFuture();
    }

    @Override
    public Future<List<CampaignView>> claim(String node, int limit) {
        List<CampaignView> views = new ArrayList<>();
        while (views.size() < limit && claimed < wanted) {
            views.add(view(claimed++));
        }
        return Future.succeededFuture(views);
    }

    private static CampaignView view(int video) {
        Campaign campaign = CrowdCampaigns.on(video, 1);
        CampaignState fresh = new CampaignState.Running(CampaignProgress.fresh(OrderTotals.NONE, null));
        return new CampaignView(campaign, SnapshotMapper.of(fresh, CampaignRules.DEFAULT));
    }

    @Override
    public Future<Optional<String>> edit(Campaign edited, Instant now) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public synchronized void saveBehind(Campaign campaign, CampaignSnapshot snapshot) {
        ticked.set(Integer.parseInt(campaign.terms().campaignName().substring(CrowdCampaigns.NAME.length())));
    }

    @Override
    public void saveFactsBehind(Campaign campaign, CampaignSnapshot snapshot) {
        saveBehind(campaign, snapshot);
    }

    @Override
    public Future<Void> drain() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> save(Campaign campaign, CampaignSnapshot snapshot) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Inserted> insert(
            Campaign campaign, CampaignSnapshot snapshot, String node, @Nullable String idempotencyKey) {
        return Future.failedFuture("nothing is started here");
    }

    @Override
    public Future<Optional<CampaignView>> find(String campaignId) {
        return Future.succeededFuture(Optional.empty());
    }
}
