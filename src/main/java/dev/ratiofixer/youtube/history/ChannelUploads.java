package dev.ratiofixer.youtube.history;

import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.history.UploadRecord.CountersAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is read of one channel's uploads so far, newest first.
 *
 * @param readAt when the first page was read
 * @param next token of the page after these, {@code null} if these are all
 * @param pages how many pages were read
 * @param before readings of the channel's uploads on earlier days
 */
record ChannelUploads(
        Instant readAt,
        String playlist,
        List<UploadRecord> uploads,
        @Nullable String next,
        int pages,
        Map<VideoId, List<CountersAt>> before) {
    private static final int MOST_PAGES = 4;

    ChannelUploads {
        uploads = List.copyOf(uploads);
        before = Map.copyOf(before);
    }

    static ChannelUploads unread(String playlist, Instant now, Map<VideoId, List<CountersAt>> before) {
        return new ChannelUploads(now, playlist, List.of(), null, 0, before);
    }

    /** Whether further pages could not add to this video's history, or would cost too much. */
    boolean sufficeFor(VideoFacts video) {
        boolean allRead = pages > 0 && next == null;
        return allRead || pages >= MOST_PAGES || earlier(video).size() == ChannelHistory.MOST_UPLOADS;
    }

    /**
     * With one page more.
     *
     * @param changedAt since when ordinary videos' views count at the first frame
     * @param keptSince older readings are dropped, but for an upload's newest
     */
    ChannelUploads plus(List<UploadRecord> more, @Nullable String nextToken, Instant changedAt, Instant keptSince) {
        List<UploadRecord> all = new ArrayList<>(uploads);
        more.stream()
                .map(upload -> upload.after(before.getOrDefault(upload.id(), List.of()), changedAt, keptSince))
                .forEach(all::add);
        all.sort(Comparator.comparing(UploadRecord::publishedAt).reversed());
        return new ChannelUploads(readAt, playlist, all, nextToken, pages + 1, before);
    }

    /**
     * All kept readings of the channel's uploads; those of uploads that were not read now, too.
     *
     * @param keptSince older ones are dropped
     */
    Map<VideoId, List<CountersAt>> readings(Instant keptSince) {
        Map<VideoId, List<CountersAt>> readings = new HashMap<>();
        before.forEach((id, known) -> {
            List<CountersAt> kept = known.stream()
                    .filter(reading -> !reading.at().isBefore(keptSince))
                    .toList();
            if (!kept.isEmpty()) {
                readings.put(id, kept);
            }
        });
        uploads.forEach(upload -> readings.put(upload.id(), upload.readings()));
        return readings;
    }

    /**
     * The up to 20 newest earlier uploads of the same form, summed up.
     *
     * @param changedAt since when ordinary videos' views count at the first frame
     */
    ChannelHistory historyOf(VideoFacts video, Instant changedAt) {
        List<UploadRecord> others = uploads.stream()
                .filter(upload -> upload.form() == video.form())
                .filter(upload -> !upload.id().equals(video.id()))
                .toList();
        return UploadHistory.of(earlier(video), others, readAt, changedAt);
    }

    /** The newest uploads of a form, summed up. */
    ChannelHistory historyOfNext(VideoForm form, Instant changedAt) {
        List<UploadRecord> all =
                uploads.stream().filter(upload -> upload.form() == form).toList();
        return UploadHistory.of(all.stream().limit(ChannelHistory.MOST_UPLOADS).toList(), all, readAt, changedAt);
    }

    private List<UploadRecord> earlier(VideoFacts video) {
        return uploads.stream()
                .filter(upload -> upload.form() == video.form())
                .filter(upload -> upload.publishedAt().isBefore(video.publishedAt()))
                .limit(ChannelHistory.MOST_UPLOADS)
                .toList();
    }
}
