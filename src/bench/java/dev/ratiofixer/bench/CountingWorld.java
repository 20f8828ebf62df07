package dev.ratiofixer.bench;

import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.youtube.history.UploadHistory;
import dev.ratiofixer.youtube.history.UploadRecord;
import dev.ratiofixer.youtube.history.UploadRecord.CountersAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an engine sees of channels of the engagement data if the counting of ordinary videos changes at an instant. It
 * is told counters only, never a factor.
 */
final class CountingWorld {
    /**
     * By how much views rise: each channel has a factor, each of its videos one around it.
     *
     * @param median of the channels' factors
     * @param channels standard deviation of their logarithms
     * @param videos standard deviation of a video's logarithm around its channel's
     */
    record Rise(double median, double channels, double videos) {}

    /**
     * A reading of a video that was released after the change.
     *
     * @param newUploads how many earlier uploads of its channel that were counted at the first frame were read by then
     * @param asCounted what an engine that knows nothing of a change asks the model
     * @param inOneUnit what the engine asks it
     */
    record Row(
            int newUploads,
            Features asCounted,
            Features inOneUnit,
            @Nullable Long likes,
            @Nullable Long comments) {}

    private CountingWorld() {}

    /** All readings of ordinary videos that were released from the change on and before {@code until}. */
    static List<Row> rows(
            List<EngagementRow> data, LongPredicate channels, Instant changedAt, Instant until, Rise rise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Long, List<EngagementRow>> byChannel = data.stream()
                .filter(reading -> reading.features().form() == VideoForm.VIDEO)
                .filter(reading -> reading.features().publishedAt() != null)
                .filter(reading -> channels.test(reading.channel()))
                .collect(Collectors.groupingBy(EngagementRow::channel, TreeMap::new, Collectors.toList()));
        List<Row> rows = new ArrayList<>();
        byChannel.values().forEach(readings -> {
            double log = Math.log(rise.median()) + rise.channels() * random.nextGaussian();
            List<CountedVideo> videos = videos(readings, changedAt, log, rise.videos(), random);
            for (int i = 0; i < videos.size(); i++) {
                if (videos.get(i).isNew() && videos.get(i).released().isBefore(until)) {
                    rows.addAll(rows(videos.get(i), videos.subList(i + 1, videos.size()), changedAt));
                }
            }
        });
        return rows;
    }

    /** Newest first. */
    private static List<CountedVideo> videos(
            List<EngagementRow> readings, Instant changedAt, double log, double spread, RandomGenerator random) {
        return readings.stream()
                .collect(Collectors.groupingBy(EngagementRow::video, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(data -> data.stream()
                        .sorted(Comparator.comparingDouble(
                                reading -> reading.features().ageDays()))
                        .toList())
                .map(data -> CountedVideo.of(data, changedAt, Math.exp(log + spread * random.nextGaussian()), random))
                .sorted(Comparator.comparing(CountedVideo::released).reversed())
                .toList();
    }

    private static List<Row> rows(CountedVideo video, List<CountedVideo> earlier, Instant changedAt) {
        List<Row> rows = new ArrayList<>();
        for (CountersAt reading : video.readings()) {
            Instant now = reading.at();
            List<UploadRecord> read = earlier.stream()
                    .filter(upload -> upload.released().isBefore(video.released()))
                    .flatMap(upload -> Stream.ofNullable(upload.readBy(now)))
                    .limit(ChannelHistory.MOST_UPLOADS)
                    .toList();
            int newUploads = (int) read.stream()
                    .filter(upload -> !upload.publishedAt().isBefore(changedAt))
                    .filter(UploadHistory::ended)
                    .count();
            CountersAt counted = video.counted(reading);
            rows.add(new Row(
                    newUploads,
                    features(video, counted, CountingRegime.ORIGINAL, UploadHistory.asCounted(read)),
                    features(video, counted, CountingRegime.FIRST_FRAME, UploadHistory.of(read, read, now, changedAt)),
                    counted.counters().likes(),
                    counted.counters().comments()));
        }
        return rows;
    }

    private static Features features(
            CountedVideo video, CountersAt counted, CountingRegime regime, ChannelHistory channel) {
        Features about = video.about().features();
        double age = (counted.at().getEpochSecond() - video.released().getEpochSecond()) / 86_400.0;
        return new Features(
                Objects.requireNonNullElse(counted.counters().views(), 0L),
                age,
                about.durationSeconds(),
                VideoForm.VIDEO,
                regime,
                about.category(),
                channel,
                // Of a release before the date that the model has for the change it would take a part for engaged
                // views.
                channel.counting() == null ? null : video.released(),
                about.live());
    }
}
