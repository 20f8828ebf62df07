package dev.ratiofixer.store;

import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.OrderTotals;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.campaign.CrowdCampaigns;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.campaign.PgCampaignStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** Puts running campaigns on the sandbox's made-up videos into a database, for an engine that then finds them there. */
public final class StoredCampaigns {
    private static final int BULK = 2_000;
    private static final CampaignSnapshot FRESH = new CampaignSnapshot(
            CampaignStatus.RUNNING,
            null,
            null,
            new Shortfall(0, 0),
            new OrderTotals(0, 0, 0, 0),
            null,
            null,
            null,
            null,
            List.of());

    private StoredCampaigns() {}

    /** The videos are those from one number to another. */
    public static void insert(Vertx vertx, Database database, int from, int to) {
        PgCampaignStore store = new PgCampaignStore(vertx, database, lost -> {});
        for (int at = from; at < to; at += BULK) {
            List<Future<Inserted>> bulk = new ArrayList<>(BULK);
            for (int video = at; video < Math.min(to, at + BULK); video++) {
                bulk.add(store.insert(CrowdCampaigns.on(video, 0), FRESH, "nobody", null));
            }
            Waiting.on(Future.all(bulk));
        }
    }
}
