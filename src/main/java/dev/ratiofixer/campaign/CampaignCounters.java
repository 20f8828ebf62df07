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

    /** A sample came after another one. */
    default void sampled(@Nullable Sample before, Sample next, CampaignRules rules) {
        if (before != null && next.at().isAfter(before.at())) {
            sampled(Duration.between(before.at().plus(rules.interval()), next.at()));
        }
    }

    /**
     * A sample was held against what was expected of it by a channel that is known. Told at most once an hour of each
     * campaign, however often it is polled.
     */
    void judged(VideoFacts video, Sample sample, Expectation expectation);

    /** Tells of one campaign's judged samples, at most once an hour. Pure but for the telling. */
    final class HourlyJudgements {
        private static final long SECONDS_AN_HOUR = Duration.ofHours(1).toSeconds();

        private HourlyJudgements() {}

        /**
         * Hears that the model has answered; tells of it if the reading of now was held against the answer.
         *
         * @param judgedHour the last hour of which was told
         * @return that hour by now
         */
        static int judged(
                int judgedHour,
                CampaignCounters counters,
                VideoFacts video,
                CampaignProgress.Observation reading,
                CampaignMessage.Expected answer) {
            Sample sample = reading.sample();
            if (sample == null
                    || !sample.at().equals(answer.sampledAt())
                    || !answer.expectation().equals(reading.expectation())
                    || !reading.channel().wasRead()) {
                return judgedHour;
            }
            int hour = hour(sample);
            if (hour > judgedHour) {
                counters.judged(video, sample, answer.expectation());
            }
            return Math.max(hour, judgedHour);
        }

        /** The hour of the epoch of the newest sample that was judged before a restart; the least for none. */
        static int hour(@Nullable Sample last) {
            return last == null
                    ? Integer.MIN_VALUE
                    : (int) Math.floorDiv(last.at().getEpochSecond(), SECONDS_AN_HOUR);
        }
    }
}
