package dev.ratiofixer.campaign;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import java.time.Duration;

/**
 * Counts what all campaigns do, together. Called on every campaign's context, so it must take no longer than an
 * addition.
 */
public interface CampaignCounters {
    /** Counts nothing. */
    CampaignCounters NONE = new CampaignCounters() {
        @Override
        public void decided(long nanos) {}

        @Override
        public void sampled(Duration late) {}

        @Override
        public void judged(VideoFacts video, Sample sample, Expectation expectation) {}
    };

    /** A campaign decided, which took so long. */
    void decided(long nanos);

    /** A sample came so long after it was due, by the wanted interval. */
    void sampled(Duration late);

    /**
     * A sample was held against what was expected of it by a channel that is known. Told at most once an hour of each
     * campaign, however often it is polled.
     */
    void judged(VideoFacts video, Sample sample, Expectation expectation);
}
