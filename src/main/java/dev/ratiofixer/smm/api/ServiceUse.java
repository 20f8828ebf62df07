package dev.ratiofixer.smm.api;

import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Which live campaigns use which services. Futures complete on the caller's context. */
public interface ServiceUse {
    /** Finds the live campaigns, of all nodes, that name one of these services for likes or comments. */
    Future<List<UsingCampaign>> live(Set<String> serviceIds);

    /** A live campaign. */
    record UsingCampaign(String campaignId, String campaignName, VideoId video) {}
}
