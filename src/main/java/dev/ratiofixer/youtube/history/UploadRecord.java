package dev.ratiofixer.youtube.history;

import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One upload of a channel with those of its readings that are kept.
 *
 * @param duration {@code null} where it is unknown
 * @param readings at least one, oldest first
 */
public record UploadRecord(
        VideoId id,
        Instant publishedAt,
        VideoForm form,
        @Nullable Duration duration,
        Category category,
        List<CountersAt> readings) {
    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();
    /** Over less time the likes of a few new views tell nothing. */
    private static final Duration APART = Duration.ofDays(7);

    /** Counters as they were read. */
    public record CountersAt(Instant at, Counters counters) {}

    public UploadRecord {
        readings = List.copyOf(readings);
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("an upload that was never read");
        }
    }

    /** 0 where it is unknown, as a model's features have it. */
    long durationSecondsOrZero() {
        return duration == null ? 0 : duration.toSeconds();
    }

    public CountersAt newest() {
        return readings.getLast();
    }

    /** Days from its release to a reading. */
    public double ageDays(CountersAt reading) {
        return Duration.between(publishedAt, reading.at()).toSeconds() / SECONDS_A_DAY;
    }

    /** The last reading that was not later than an instant. */
    Optional<CountersAt> lastBy(Instant instant) {
        return readings.reversed().stream()
                .filter(reading -> !reading.at().isAfter(instant))
                .findFirst();
    }

    /** With what was read of it before, too. */
    UploadRecord after(List<CountersAt> earlier, Instant changedAt, Instant keptSince) {
        List<CountersAt> all = new ArrayList<>(earlier);
        readings.stream()
                .filter(reading ->
                        all.isEmpty() || reading.at().isAfter(all.getLast().at()))
                .forEach(all::add);
        all.removeIf(reading -> reading.at().isBefore(keptSince) && !reading.equals(all.getLast()));
        return new UploadRecord(id, publishedAt, form, duration, category, thinned(all, changedAt));
    }

    /**
     * What is worth keeping: before the change the first and the last reading, after it some that are a week apart, and
     * always the newest.
     */
    private static List<CountersAt> thinned(List<CountersAt> all, Instant changedAt) {
        List<CountersAt> before =
                all.stream().filter(reading -> !reading.at().isAfter(changedAt)).toList();
        List<CountersAt> kept = new ArrayList<>();
        if (!before.isEmpty()) {
            kept.add(before.getFirst());
        }
        if (before.size() > 1) {
            kept.add(before.getLast());
        }
        Instant next = Instant.MIN;
        for (CountersAt reading : all.subList(before.size(), all.size())) {
            if (!reading.at().isBefore(next)) {
                kept.add(reading);
                next = reading.at().plus(APART);
            }
        }
        if (!kept.contains(all.getLast())) {
            kept.add(all.getLast());
        }
        return kept;
    }
}
