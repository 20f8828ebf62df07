package dev.ratiofixer.smm.api;

import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which live campaigns use which services and ads campaigns. Futures complete on the caller's context. */
public interface ServiceUse {
    /** One that knows no campaign but its own, for a node that shares nothing. */
    ServiceUse NOBODY = new ServiceUse() {
        @Override
        public Future<List<UsingCampaign>> live(Set<String> serviceIds) {
            return Future.succeededFuture(List.of());
        }

        @Override
        public Future<Optional<UsingCampaign>> claim(Set<String> adsCampaigns, String campaignId, VideoId video) {
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public Future<Void> release(String campaignId, Set<String> but) {
            return Future.succeededFuture();
        }
    };

    /** Finds the live campaigns, of all nodes, that name one of these services for likes or comments. */
    Future<List<UsingCampaign>> live(Set<String> serviceIds);

    /**
     * Claims ads campaigns for a campaign that is about to start: all of them or none, atomically for all nodes. What a
     * campaign that has ended holds is free; so is, after some minutes, what a start holds that came to nothing.
     *
     * @param adsCampaigns each as {@code customer/campaign}
     * @return who has one of them; empty if all are claimed now
     */
    Future<Optional<UsingCampaign>> claim(Set<String> adsCampaigns, String campaignId, VideoId video);

    /** Gives back all that a campaign had claimed but some: of a start that came to nothing, or after an edit. */
    Future<Void> release(String campaignId, Set<String> but);

    /**
     * A live campaign, or one that is being started.
     *
     * @param campaignName empty while it is being started
     */
    record UsingCampaign(String campaignId, String campaignName, VideoId video) {}
}
