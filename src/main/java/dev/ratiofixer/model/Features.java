package dev.ratiofixer.model;

import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that the model may know of a video when it is asked.
 *
 * @param views public views, not negative
 * @param ageDays days since the release, not negative
 * @param durationSeconds 0 when unknown
 * @param regime what a view means when {@code views} was read
 * @param publishedAt the release, {@code null} when unknown
 */
public record Features(
        long views,
        double ageDays,
        long durationSeconds,
        VideoForm form,
        CountingRegime regime,
        Category category,
        ChannelHistory channel,
        @Nullable Instant publishedAt) {
    public Features {
        if (views < 0) {
            throw new IllegalArgumentException("views must not be negative");
        }
        if (!Double.isFinite(ageDays) || ageDays < 0) {
            throw new IllegalArgumentException("age_days must be a number that is not negative");
        }
        if (durationSeconds < 0) {
            throw new IllegalArgumentException("duration_seconds must not be negative");
        }
    }

    Features withViews(long other) {
        return new Features(other, ageDays, durationSeconds, form, regime, category, channel, publishedAt);
    }

    Features withAgeDays(double other) {
        return new Features(views, other, durationSeconds, form, regime, category, channel, publishedAt);
    }

    Features withDurationSeconds(long other) {
        return new Features(views, ageDays, other, form, regime, category, channel, publishedAt);
    }

    Features withForm(VideoForm otherForm, CountingRegime otherRegime) {
        return new Features(views, ageDays, durationSeconds, otherForm, otherRegime, category, channel, publishedAt);
    }

    Features withCategory(Category other) {
        return new Features(views, ageDays, durationSeconds, form, regime, other, channel, publishedAt);
    }

    /** The same with another history of its channel. */
    public Features withChannel(ChannelHistory other) {
        return new Features(views, ageDays, durationSeconds, form, regime, category, other, publishedAt);
    }
}
