package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.ClusterBus;
import dev.ratiofixer.bus.Mailbox.CallerContext;
import dev.ratiofixer.campaign.ClusterLoad.Move;
import dev.ratiofixer.campaign.SupervisorRequest.NodeRequest.ClaimCampaigns;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves campaigns to another node: they stop here, what they have to write is written, the lease is changed, and the
 * other node is notified. If the database does not take the change it is tried again, because nobody else may run them
 * until then. Confined to the supervisor's context.
 */
final class CampaignHandoff {
    /** So many at a time, so that none waits long for its next node. */
    static final int WINDOW = 250;

    private static final Logger LOG = LoggerFactory.getLogger(CampaignHandoff.class);
    private static final int DRAIN_SECONDS = 5;

    private final ClusterBus bus;
    private final CampaignStore store;
    private final CampaignNodes nodes;
    private final CampaignDeployments deployments;
    private final Map<String, Campaign> leaving = new LinkedHashMap<>();
    private @Nullable String to;

    CampaignHandoff(ClusterBus bus, CampaignStore store, CampaignNodes nodes, CampaignDeployments deployments) {
        this.bus = bus;
        this.store = store;
        this.nodes = nodes;
        this.deployments = deployments;
    }

    boolean isLeaving(String campaignId) {
        return leaving.containsKey(campaignId);
    }

    Future<Void> begin(Move move) {
        List<Campaign> chosen = deployments.some(move.count());
        chosen.forEach(campaign -> leaving.put(campaign.id(), campaign));
        to = move.to();
        return Future.join(chosen.stream()
                        .map(campaign -> deployments.undeploy(campaign.id()))
                        .toList())
                .compose(undeployed -> CallerContext.answered(store.drain().timeout(DRAIN_SECONDS, TimeUnit.SECONDS)))
                // What could not be written yet is lost to the next owner, which reads the counters anew.
                .otherwiseEmpty()
                .compose(drained -> finish());
    }

    /** What is still to be handed over, if an earlier try failed. */
    Future<Void> finish() {
        String target = to;
        if (leaving.isEmpty() || target == null) {
            return Future.succeededFuture();
        }
        int count = leaving.size();
        return nodes.handOver(List.copyOf(leaving.values()), target).onSuccess(done -> {
            leaving.clear();
            LOG.info("node={} takes over={} campaigns", target, count);
            bus.send(target, new ClaimCampaigns());
        });
    }
}
