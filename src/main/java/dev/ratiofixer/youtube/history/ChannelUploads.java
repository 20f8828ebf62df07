package dev.ratiofixer.youtube.history;

import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.Median;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is read of one channel's uploads so far, newest first.
 *
 * @param readAt when the first page was read
 * @param next token of the page after these, {@code null} if these are all
 * @param pages how many pages were read
 */
record ChannelUploads(
        Instant readAt,
        String playlist,
        List<UploadRecord> uploads,
        @Nullable String next,
        int pages) {
    private static final int MOST_PAGES = 4;
    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    ChannelUploads {
        uploads = List.copyOf(uploads);
    }

    static ChannelUploads unread(String playlist, Instant now) {
        return new ChannelUploads(now, playlist, List.of(), null, 0);
    }

    /** Whether further pages could not add to this video's history, or would cost too much. */
    boolean sufficeFor(VideoFacts video) {
        boolean allRead = pages > 0 && next == null;
        return allRead || pages >= MOST_PAGES || earlier(video).size() == ChannelHistory.MOST_UPLOADS;
    }

    ChannelUploads plus(List<UploadRecord> more, @Nullable String nextToken) {
        List<UploadRecord> all = new ArrayList<>(uploads);
        all.addAll(more);
        all.sort(Comparator.comparing(UploadRecord::publishedAt).reversed());
        return new ChannelUploads(readAt, playlist, all, nextToken, pages + 1);
    }

    /**
     * The up to 20 newest earlier uploads of the same form: how many, and the medians of likes / views and of comments
     * / views over those that show them, and what they usually are.
     */
    ChannelHistory historyOf(VideoFacts video) {
        List<UploadRecord> earlier = earlier(video);
        return new ChannelHistory(
                earlier.size(), median(earlier, Counters::likes), median(earlier, Counters::comments), usual(earlier));
    }

    private @Nullable UsualUpload usual(List<UploadRecord> earlier) {
        return UsualUpload.of(earlier.stream().flatMap(this::viewed).toList()).orElse(null);
    }

    private Stream<UsualUpload.Upload> viewed(UploadRecord upload) {
        Long views = upload.counters().views();
        double age = Duration.between(upload.publishedAt(), readAt).toSeconds() / SECONDS_A_DAY;
        return views == null
                ? Stream.empty()
                : Stream.of(new UsualUpload.Upload(views, age, upload.duration().toSeconds()));
    }

    private List<UploadRecord> earlier(VideoFacts video) {
        return uploads.stream()
                .filter(upload -> upload.form() == video.form())
                .filter(upload -> upload.publishedAt().isBefore(video.publishedAt()))
                .limit(ChannelHistory.MOST_UPLOADS)
                .toList();
    }

    private static @Nullable Double median(List<UploadRecord> uploads, Function<Counters, @Nullable Long> counter) {
        OptionalDouble median = Median.of(uploads.stream()
                .map(UploadRecord::counters)
                .map(counters -> rate(counter.apply(counters), counters.views()))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue));
        return median.isPresent() ? median.getAsDouble() : null;
    }

    private static @Nullable Double rate(@Nullable Long count, @Nullable Long views) {
        return count == null || views == null || views == 0 ? null : (double) count / views;
    }
}
