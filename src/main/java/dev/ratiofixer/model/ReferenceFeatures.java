package dev.ratiofixer.model;

import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;

/**
 * The middle of the data that the shipped model learned from, by form: what a feature is replaced by to see its effect.
 *
 * @param channel a channel with the median rates over a full history, and the middle of what uploads usually are
 */
record ReferenceFeatures(long views, double ageDays, long durationSeconds, Category category, ChannelHistory channel) {
    private static final ReferenceFeatures VIDEO = new ReferenceFeatures(
            6_900,
            28,
            196,
            Category.MUSIC,
            new ChannelHistory(20, 0.0403, 0.00188, new UsualUpload(20, 4_500, 74, 185)));
    private static final ReferenceFeatures SHORT = new ReferenceFeatures(
            18_800,
            28,
            34,
            Category.MUSIC,
            new ChannelHistory(20, 0.0597, 0.00091, new UsualUpload(20, 3_800, 77, 25)));

    static ReferenceFeatures of(VideoForm form) {
        return switch (form) {
            case VIDEO -> VIDEO;
            case SHORT -> SHORT;
        };
    }
}
