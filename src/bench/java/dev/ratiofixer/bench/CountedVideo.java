package dev.ratiofixer.bench;

import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.history.UploadRecord;
import dev.ratiofixer.youtube.history.UploadRecord.CountersAt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A video of the engagement data whose views count at the first frame from an instant on: each view after it comes
 * {@code factor} times. Likes and comments stay as they were.
 *
 * <p>The data has four readings of it. An engine reads it every day, so there is one at the change, too: its views are
 * on a straight line in the logarithm of the age between two readings, its likes and comments follow the views as a
 * power, with the chance that their numbers and the pace of a video have.
 *
 * @param readings of the data, as they were, oldest first
 * @param atChange what it had when the counting changed, {@code null} if it was not released by then
 */
record CountedVideo(
        EngagementRow about,
        List<CountersAt> readings,
        Instant changedAt,
        @Nullable Counters atChange,
        double factor) {
    /** Spread of the odds of where between two readings likes came. */
    private static final double PACE = 0.2;

    static CountedVideo of(List<EngagementRow> data, Instant changedAt, double factor, RandomGenerator random) {
        EngagementRow about = data.getFirst();
        List<CountersAt> readings = data.stream()
                .map(reading -> new CountersAt(
                        released(reading)
                                .plusSeconds(Math.round(reading.features().ageDays() * 86_400)),
                        new Counters(reading.features().views(), reading.likes(), reading.comments())))
                .toList();
        Counters atChange =
                released(about).isBefore(changedAt) ? at(changedAt, released(about), readings, random) : null;
        return new CountedVideo(about, readings, changedAt, atChange, factor);
    }

    Instant released() {
        return released(about);
    }

    private static Instant released(EngagementRow reading) {
        return Objects.requireNonNull(reading.features().publishedAt(), "a row without release");
    }

    boolean isNew() {
        return !released().isBefore(changedAt);
    }

    /** As YouTube shows it: counted at the first frame since the change. */
    CountersAt counted(CountersAt reading) {
        Counters counters = reading.counters();
        long views = Objects.requireNonNullElse(counters.views(), 0L);
        long before = atChange == null ? 0 : Objects.requireNonNullElse(atChange.views(), 0L);
        if (!reading.at().isAfter(changedAt)) {
            return reading;
        }
        long counted = before + Math.round((views - before) * factor);
        return new CountersAt(reading.at(), new Counters(counted, counters.likes(), counters.comments()));
    }

    /** What an engine has read of it by {@code now}: its first reading, that at the change, and the newest. */
    @Nullable
    UploadRecord readBy(Instant now) {
        List<CountersAt> by =
                readings.stream().filter(reading -> !reading.at().isAfter(now)).toList();
        if (by.isEmpty()) {
            return null;
        }
        List<CountersAt> told = new ArrayList<>();
        if (!by.getFirst().at().isAfter(changedAt)) {
            told.add(by.getFirst());
        }
        CountersAt newest = by.getLast();
        if (atChange != null && newest.at().isAfter(changedAt)) {
            told.add(new CountersAt(changedAt, atChange));
        }
        if (!told.contains(newest)) {
            told.add(counted(newest));
        }
        Features features = about.features();
        return new UploadRecord(
                new VideoId(String.format("v%010d", about.video())),
                released(),
                VideoForm.VIDEO,
                Duration.ofSeconds(features.durationSeconds()),
                features.category(),
                told);
    }

    private static Counters at(Instant at, Instant released, List<CountersAt> readings, RandomGenerator random) {
        int read = (int)
                readings.stream().filter(reading -> !reading.at().isAfter(at)).count();
        if (read == readings.size()) {
            return readings.getLast().counters();
        }
        if (read == 0) {
            CountersAt first = readings.getFirst();
            double part = Math.sqrt(age(released, at) / age(released, first.at()));
            return new Counters(
                    scaled(first.counters().views(), part),
                    scaled(first.counters().likes(), Math.pow(part, 0.85)),
                    scaled(first.counters().comments(), Math.pow(part, 0.8)));
        }
        CountersAt before = readings.get(read - 1);
        CountersAt after = readings.get(read);
        double part = Math.log(age(released, at) / age(released, before.at()))
                / Math.log(age(released, after.at()) / age(released, before.at()));
        long from = Objects.requireNonNullElse(before.counters().views(), 0L);
        long to = Objects.requireNonNullElse(after.counters().views(), 0L);
        long views = Math.round(from + part * (to - from));
        return new Counters(
                views,
                between(before.counters().likes(), after.counters().likes(), from, to, views, random),
                between(before.counters().comments(), after.counters().comments(), from, to, views, random));
    }

    private static double age(Instant released, Instant at) {
        return Math.max(1, Duration.between(released, at).toSeconds());
    }

    private static @Nullable Long scaled(@Nullable Long count, double part) {
        return count == null ? null : Math.round(count * part);
    }

    private static @Nullable Long between(
            @Nullable Long first, @Nullable Long last, long from, long to, long views, RandomGenerator random) {
        if (first == null || last == null || last <= first || views <= from) {
            return first;
        }
        double part = (double) (views - from) / (to - from);
        if (first > 0 && from > 0) {
            double power = Math.log((double) last / first) / Math.log((double) to / from);
            part = (first * Math.pow((double) views / from, power) - first) / (last - first);
        }
        double odds = Math.log(part / (1 - part)) + PACE * random.nextGaussian();
        double share = 1 / (1 + Math.exp(-odds));
        double mean = (last - first) * share;
        double came = mean + Math.sqrt(mean * (1 - share)) * random.nextGaussian();
        return first + Math.round(Math.clamp(came, 0.0, (double) (last - first)));
    }
}
