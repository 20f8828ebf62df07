package dev.ratiofixer.campaign;

import java.time.Duration;

/**
 * What campaigns count, all together. Called on every campaign's context, so it must take no longer than an addition.
 */
public interface CampaignCounters {
    /** Counts nothing. */
    CampaignCounters NONE = new CampaignCounters() {
        @Override
        public void decided(long nanos) {}

        @Override
        public void sampled(Duration late) {}
    };

    /** A campaign decided, which took so long. */
    void decided(long nanos);

    /** A sample came so long after it was due, by the wanted interval. */
    void sampled(Duration late);
}
