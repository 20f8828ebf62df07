package dev.ratiofixer.campaign;

import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.video.VideoFacts;
import java.time.Instant;

/**
 * One promoted video under watch.
 *
 * @param id the {@code campaign_id}, a UUID as a string
 * @param epoch epoch of the lease under which this node runs it; the database refuses writes of an older one
 */
public record Campaign(String id, long epoch, VideoFacts video, CampaignTerms terms, Instant startedAt) {
    /** What promotion needs to know of it. */
    public Promotion promotion() {
        return new Promotion(
                id,
                epoch,
                video,
                terms.mode(),
                terms.likeServer(),
                terms.commentServer(),
                terms.commentsSheetUrl(),
                terms.sheetTier(),
                terms.limits(),
                terms.consent(),
                startedAt);
    }

    /** The same under other terms. */
    public Campaign with(CampaignTerms other) {
        return new Campaign(id, epoch, video, other, startedAt);
    }

    /** The same, to start or started at another time. */
    public Campaign startingAt(Instant at) {
        return new Campaign(id, epoch, video, terms, at);
    }

    /** The same with newer facts of its video. */
    Campaign with(VideoFacts newer) {
        return new Campaign(id, epoch, newer, terms, startedAt);
    }
}
