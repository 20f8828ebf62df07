package dev.ratiofixer.smm.simulation;

import dev.ratiofixer.model.EngagementModel;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.sandbox.audience.ReplayedVideo;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.time.Instant;
import java.util.List;

/** The model as campaigns ask it. One thread at a time, as the model. */
final class Expecting {
    /** The simulation lies in the time that the model's data is of. */
    static final Instant START = Instant.parse("2026-02-02T06:20:00Z");

    private static final double DAY_MILLIS = 86_400_000;

    /** Likes and comments. */
    record Bands(Quantiles likes, Quantiles comments) {}

    private final EngagementModel model;

    Expecting(EngagementModel model) {
        this.model = model;
    }

    /** The release of a video that has an age at the start. */
    static Instant released(double ageAtStart) {
        return START.minusMillis(Math.round(ageAtStart * DAY_MILLIS));
    }

    Bands bands(ReplayedVideo video, ChannelHistory channel, Instant released, Instant now, double views) {
        double age = (now.toEpochMilli() - released.toEpochMilli()) / DAY_MILLIS;
        Features features = new Features(
                Math.round(views),
                age,
                video.durationSeconds(),
                VideoForm.VIDEO,
                CountingRegime.ORIGINAL,
                Category.MUSIC,
                channel,
                released);
        var expectation = model.expect(List.of(features)).getFirst();
        return new Bands(expectation.likes(), expectation.comments());
    }

    /** The likes expected of a video at the start. */
    Quantiles atStart(ReplayedVideo video, ChannelHistory channel, double ageAtStart, double views) {
        return bands(video, channel, released(ageAtStart), START, views).likes();
    }
}
