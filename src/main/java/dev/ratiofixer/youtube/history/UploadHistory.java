package dev.ratiofixer.youtube.history;

import dev.ratiofixer.video.ChannelCounting;
import dev.ratiofixer.video.ChannelCounting.NewUpload;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.Median;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.ViewUnit;
import dev.ratiofixer.youtube.history.UploadRecord.CountersAt;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sums up uploads of one channel and one form: how many, the medians of likes / views and of comments / views over
 * those that show them, and what they usually are. Pure.
 */
public final class UploadHistory {
    /**
     * Before that age an upload's likes are not what its views come to. Source: the engagement data's first reading.
     */
    private static final double YOUNGEST_DAYS = 7;

    private UploadHistory() {}

    /** With views as they were counted, whichever way. */
    public static ChannelHistory asCounted(List<UploadRecord> earlier) {
        return summed(earlier, upload -> views(upload.newest()));
    }

    /**
     * With all views in engaged ones where some were counted at the first frame.
     *
     * @param earlier up to 20 newest uploads of one form before a video, newest first
     * @param others uploads of that form, without that video, newest first: those that were counted at the first frame
     *     all their life tell how well the model knows the channel
     * @param now when they were read
     * @param changedAt since when ordinary videos are counted at the first frame
     */
    public static ChannelHistory of(
            List<UploadRecord> earlier, List<UploadRecord> others, Instant now, Instant changedAt) {
        boolean unchanged =
                earlier.isEmpty() || earlier.getFirst().form() == VideoForm.SHORT || !now.isAfter(changedAt);
        if (unchanged) {
            return asCounted(earlier);
        }
        ViewFactor factor = ViewFactor.of(earlier, changedAt);
        double factorOfViews = Math.exp(factor.mean());
        return summed(earlier, upload -> engaged(upload, factorOfViews, changedAt))
                .withCounting(new ChannelCounting(
                        changedAt,
                        ViewUnit.ENGAGED,
                        factor.mean(),
                        factor.variance(),
                        factor.uploads(),
                        others.stream()
                                .filter(upload -> !upload.publishedAt().isBefore(changedAt))
                                .filter(UploadHistory::ended)
                                .flatMap(UploadHistory::counted)
                                .limit(ChannelHistory.MOST_UPLOADS)
                                .toList()));
    }

    /** YouTube says the duration of all others: a stream that goes on has closed comments, which tell nothing. */
    public static boolean ended(UploadRecord upload) {
        return upload.durationSecondsOrZero() > 0;
    }

    private static Stream<NewUpload> counted(UploadRecord upload) {
        CountersAt newest = upload.newest();
        Counters counters = newest.counters();
        Long views = counters.views();
        double age = upload.ageDays(newest);
        return views == null || age < YOUNGEST_DAYS
                ? Stream.empty()
                : Stream.of(new NewUpload(
                        views,
                        counters.likes(),
                        counters.comments(),
                        age,
                        upload.durationSecondsOrZero(),
                        upload.category()));
    }

    private static double engaged(UploadRecord upload, double factor, Instant changedAt) {
        double views = views(upload.newest());
        double before = upload.lastBy(changedAt).map(UploadHistory::views).orElse(Double.NaN);
        if (upload.publishedAt().isBefore(changedAt) && !Double.isNaN(before)) {
            double counted = Math.min(before, views);
            return counted + (views - counted) / factor;
        }
        double share =
                ChannelCounting.firstFrameShare(upload.publishedAt(), upload.ageDays(upload.newest()), changedAt);
        return ChannelCounting.engaged(views, share, factor);
    }

    private static double views(CountersAt reading) {
        Long views = reading.counters().views();
        return views == null ? Double.NaN : views;
    }

    private static ChannelHistory summed(List<UploadRecord> earlier, ToDoubleFunction<UploadRecord> views) {
        return new ChannelHistory(
                earlier.size(),
                median(earlier, views, Counters::likes),
                median(earlier, views, Counters::comments),
                UsualUpload.of(earlier.stream()
                                .flatMap(upload -> viewed(upload, views.applyAsDouble(upload)))
                                .toList())
                        .orElse(null));
    }

    private static Stream<UsualUpload.Upload> viewed(UploadRecord upload, double views) {
        return Double.isNaN(views)
                ? Stream.empty()
                : Stream.of(new UsualUpload.Upload(
                        Math.round(views), upload.ageDays(upload.newest()), upload.durationSecondsOrZero()));
    }

    private static @Nullable Double median(
            List<UploadRecord> uploads,
            ToDoubleFunction<UploadRecord> views,
            Function<Counters, @Nullable Long> counter) {
        OptionalDouble median = Median.of(uploads.stream()
                .map(upload -> rate(counter.apply(upload.newest().counters()), views.applyAsDouble(upload)))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue));
        return median.isPresent() ? median.getAsDouble() : null;
    }

    private static @Nullable Double rate(@Nullable Long count, double views) {
        return count == null || !(views > 0) ? null : count / views;
    }
}
