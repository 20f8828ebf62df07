package dev.ratiofixer.campaign;

import dev.ratiofixer.video.VideoFacts;
import java.time.Instant;

/**
 * One promoted video under watch.
 *
 * @param id the {@code campaign_id}, a UUID as a string
 * @param epoch epoch of the lease under which this node runs it; the database refuses writes of an older one
 */
public record Campaign(String id, long epoch, VideoFacts video, CampaignTerms terms, Instant startedAt) {
    /** The same with newer facts of its video. */
    Campaign with(VideoFacts newer) {
        return new Campaign(id, epoch, newer, terms, startedAt);
    }
}
