package dev.ratiofixer.campaign;

import dev.ratiofixer.bus.BusMessage;
import dev.ratiofixer.video.VideoId;
import org.jspecify.annotations.Nullable;

/**
 * Starts a campaign. Answered by a {@link StartOutcome}; the campaign is persisted and deployed when {@code Started}
 * comes.
 *
 * @param actor name of the key that asks
 * @param idempotencyKey the same key answers with the same campaign, {@code null} for none
 */
public record StartCampaign(
        VideoId video,
        FormChoice form,
        CampaignTerms terms,
        String actor,
        @Nullable String idempotencyKey) implements BusMessage {}
