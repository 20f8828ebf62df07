package dev.ratiofixer.campaign;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads which node runs which campaign, as the database has it. */
public interface CampaignNodes {
    /** The living node that runs a live campaign; empty if none does now. */
    Future<Optional<String>> ownerOf(String campaignId);

    /** How the live campaigns are spread. */
    Future<ClusterLoad> load();

    /** The live campaigns that are leased to a node in its present life. */
    Future<Set<String>> heldBy(String node);

    /** Leases them to the node once more, with fresh epochs: those of its present life only. */
    Future<List<CampaignView>> claimAgain(String node, Collection<String> campaignIds);

    /**
     * Ends the leases under which these campaigns are held, so that nobody but {@code to} may claim them; if that node
     * is dead now, anybody may. One whose epoch is old is left as it is.
     */
    Future<Void> handOver(Collection<Campaign> campaigns, String to);
}
