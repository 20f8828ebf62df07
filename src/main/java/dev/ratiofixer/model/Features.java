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
 * @param live whether it was still streaming when it was read, which is why it has no duration: its comments are closed
 *     as a rule
 * @param engagedViews the engaged views among {@code views} where the owner's analytics tell them, {@code null}
 *     elsewhere; what is expected is expected of these
 */
public record Features(
        long views,
        double ageDays,
        long durationSeconds,
        VideoForm form,
        CountingRegime regime,
        Category category,
        ChannelHistory channel,
        @Nullable Instant publishedAt,
        boolean live,
        @Nullable Long engagedViews) {
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
        if (live && durationSeconds > 0) {
            throw new IllegalArgumentException("a live stream has no duration yet");
        }
    }

    /** A video of which nobody knows the engaged views. */
    public Features(
            long views,
            double ageDays,
            long durationSeconds,
            VideoForm form,
            CountingRegime regime,
            Category category,
            ChannelHistory channel,
            @Nullable Instant publishedAt,
            boolean live) {
        this(views, ageDays, durationSeconds, form, regime, category, channel, publishedAt, live, null);
    }

    /** A video of which nobody says that it is still streaming. */
    public Features(
            long views,
            double ageDays,
            long durationSeconds,
            VideoForm form,
            CountingRegime regime,
            Category category,
            ChannelHistory channel,
            @Nullable Instant publishedAt) {
        this(views, ageDays, durationSeconds, form, regime, category, channel, publishedAt, false);
    }

    /**
     * Whether the length and the kind of the video are known, and of a Short the release too, which says how many of
     * its views count at the first frame: by these the network corrects its answer.
     */
    public boolean described() {
        return durationSeconds > 0 && category != Category.OTHER && (form == VideoForm.VIDEO || publishedAt != null);
    }

    /** The same, read with other views. */
    public Features withViews(long other) {
        return new Features(other, ageDays, durationSeconds, form, regime, category, channel, publishedAt, live, null);
    }

    /** The same, with its engaged views known. */
    public Features withEngagedViews(long engaged) {
        return new Features(
                views, ageDays, durationSeconds, form, regime, category, channel, publishedAt, live, engaged);
    }

    /** The same, read at another age. */
    public Features withAgeDays(double other) {
        return new Features(
                views, other, durationSeconds, form, regime, category, channel, publishedAt, live, engagedViews);
    }

    /** The same, its views counted in another way. */
    public Features withRegime(CountingRegime other) {
        return new Features(
                views, ageDays, durationSeconds, form, other, category, channel, publishedAt, live, engagedViews);
    }

    /** The same of another length; 0 is unknown. */
    public Features withDurationSeconds(long other) {
        return new Features(
                views, ageDays, other, form, regime, category, channel, publishedAt, live && other == 0, engagedViews);
    }

    /** The same, of which it is not known whether it is still streaming, nor its length. */
    public Features withoutDuration() {
        return new Features(views, ageDays, 0, form, regime, category, channel, publishedAt, false, engagedViews);
    }

    /** The same with another release, or none. */
    public Features withPublishedAt(@Nullable Instant other) {
        return new Features(
                views, ageDays, durationSeconds, form, regime, category, channel, other, live, engagedViews);
    }

    Features withForm(VideoForm otherForm, CountingRegime otherRegime) {
        return new Features(
                views,
                ageDays,
                durationSeconds,
                otherForm,
                otherRegime,
                category,
                channel,
                publishedAt,
                live,
                engagedViews);
    }

    /** The same of another kind. */
    public Features withCategory(Category other) {
        return new Features(
                views, ageDays, durationSeconds, form, regime, other, channel, publishedAt, live, engagedViews);
    }

    /** The same with another history of its channel. */
    public Features withChannel(ChannelHistory other) {
        return new Features(
                views, ageDays, durationSeconds, form, regime, category, other, publishedAt, live, engagedViews);
    }
}
