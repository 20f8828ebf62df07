package dev.ratiofixer.store;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Sample;
import org.jspecify.annotations.Nullable;

/**
 * A sample of a campaign on its way to the database, with what was expected and known of its channel then.
 *
 * @param epoch under which it was taken
 */
record Reading(
        String campaignId,
        long epoch,
        Sample sample,
        @Nullable Expectation expectation,
        ChannelKnowledge channel) {}
