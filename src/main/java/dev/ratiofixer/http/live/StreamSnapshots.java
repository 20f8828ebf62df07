package dev.ratiofixer.http.live;

import dev.ratiofixer.access.Caller;
import dev.ratiofixer.campaign.CampaignView;
import dev.ratiofixer.campaign.SupervisorRequest.GetStatus;
import dev.ratiofixer.campaign.SupervisorRequest.NoSuchCampaign;
import dev.ratiofixer.campaign.query.CampaignFilter;
import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.http.api.CampaignBodies.StatusBody;
import dev.ratiofixer.http.api.EngineClient;
import dev.ratiofixer.http.server.JsonBytes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds what a reader gets in place of events that it missed. The one of all campaigns is shared by everybody who asks
 * while it is being made. Confined to the stream's context.
 */
final class StreamSnapshots {
    private static final PageRequest FIRST_PAGE = new PageRequest(null, 100);

    private final CampaignQueries queries;
    private final EngineClient engine;
    private @Nullable Future<Buffer> shared;

    StreamSnapshots(CampaignQueries queries, EngineClient engine) {
        this.queries = queries;
        this.engine = engine;
    }

    /** The campaigns as they are now; {@code next} names the rest of the list of live campaigns. */
    record SnapshotBody(List<StatusBody> items, @Nullable String next) {}

    /** @param campaign {@code null} for all that the caller sees */
    Future<Buffer> of(Caller caller, @Nullable String campaign) {
        if (campaign != null) {
            return one(caller, campaign);
        }
        String client = caller.client();
        return client == null ? all() : live(CampaignFilter.LIVE.of(client));
    }

    private Future<Buffer> one(Caller caller, String campaign) {
        return engine.status(new GetStatus(campaign)).map(outcome -> switch (outcome) {
            case CampaignView view
            when caller.sees(view.campaign().terms().labels().client()) ->
                JsonBytes.of(new SnapshotBody(List.of(StatusBody.of(view)), null));
            case CampaignView another -> JsonBytes.of(new SnapshotBody(List.of(), null));
            case NoSuchCampaign none -> JsonBytes.of(new SnapshotBody(List.of(), null));
        });
    }

    private Future<Buffer> all() {
        Future<Buffer> known = shared;
        if (known == null || known.isComplete()) {
            known = live(CampaignFilter.LIVE);
            shared = known;
        }
        return known;
    }

    private Future<Buffer> live(CampaignFilter filter) {
        return queries.campaigns(filter, FIRST_PAGE)
                .map(page -> JsonBytes.of(new SnapshotBody(
                        page.items().stream()
                                .map(listed -> StatusBody.of(listed.view()))
                                .toList(),
                        page.next())));
    }
}
