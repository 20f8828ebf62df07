package dev.ratiofixer.campaign;

import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.sandbox.world.LoadTestVideos;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Campaigns on the sandbox's made-up videos. */
public final class CrowdCampaigns {
    /** What their names begin with; the number of the video follows. */
    static final String NAME = "Campaign ";

    private CrowdCampaigns() {}

    /** A new one that only observes. */
    public static Campaign on(int video, long epoch) {
        Instant now = Instant.now();
        VideoFacts facts = new VideoFacts(
                new VideoId(LoadTestVideos.id(video)),
                "Synthetic video " + video,
                "UCsynthetic%013d".formatted(video / 100),
                now.minus(Duration.ofDays(1 + video % 60)),
                Duration.ofSeconds(200),
                VideoForm.VIDEO,
                Category.MUSIC);
        CampaignTerms terms = new CampaignTerms(
                NAME + video, null, null, null, null, OrderMode.OBSERVE, null, CompleteWhen.NEVER, null);
        return new Campaign(UUID.randomUUID().toString(), epoch, facts, terms, now);
    }
}
