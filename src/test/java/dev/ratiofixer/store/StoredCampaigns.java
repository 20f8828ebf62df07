package dev.ratiofixer.store;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignStatus;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.campaign.CompleteWhen;
import dev.ratiofixer.campaign.OrderTotals;
import dev.ratiofixer.campaign.Shortfall;
import dev.ratiofixer.sandbox.world.Crowd;
import dev.ratiofixer.smm.OrderMode;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

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
                bulk.add(store.insert(campaign(video), FRESH, "nobody", null));
            }
            Waiting.on(Future.all(bulk));
        }
    }

    private static Campaign campaign(int video) {
        Instant now = Instant.now();
        VideoFacts facts = new VideoFacts(
                new VideoId(Crowd.id(video)),
                "Synthetic video " + video,
                "UCsynthetic%013d".formatted(video / 100),
                now.minus(Duration.ofDays(1 + video % 60)),
                Duration.ofSeconds(200),
                VideoForm.VIDEO,
                Category.MUSIC);
        CampaignTerms terms = new CampaignTerms(
                "Campaign " + video, null, null, null, null, OrderMode.OBSERVE, null, CompleteWhen.NEVER, null);
        return new Campaign(UUID.randomUUID().toString(), 0, facts, terms, now);
    }
}
