package dev.ratiofixer.campaign;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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

    /** Tells of one campaign's judged samples, at most once an hour. On the campaign's context. */
    final class HourlyJudgements {
        private static final long SECONDS_AN_HOUR = Duration.ofHours(1).toSeconds();
        private final CampaignCounters counters;
        private long judgedHour;

        /** @param last the newest sample that was judged before a restart, {@code null} if there was none */
        HourlyJudgements(CampaignCounters counters, @Nullable Sample last) {
            this.counters = counters;
            this.judgedHour = hour(last);
        }

        /** Hears that the model has answered; tells of it if the reading of now was held against the answer. */
        void judged(VideoFacts video, CampaignProgress.Observation reading, CampaignMessage.Expected answer) {
            Sample sample = reading.sample();
            if (sample == null
                    || !sample.at().equals(answer.sampledAt())
                    || !answer.expectation().equals(reading.expectation())
                    || !reading.channel().wasRead()) {
                return;
            }
            long hour = hour(sample);
            if (hour > judgedHour) {
                judgedHour = hour;
                counters.judged(video, sample, answer.expectation());
            }
        }

        private static long hour(@Nullable Sample sample) {
            return sample == null ? Long.MIN_VALUE : Math.floorDiv(sample.at().getEpochSecond(), SECONDS_AN_HOUR);
        }
    }
}
