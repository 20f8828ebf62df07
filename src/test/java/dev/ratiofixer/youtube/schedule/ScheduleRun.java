package dev.ratiofixer.youtube.schedule;

import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import dev.ratiofixer.youtube.schedule.PollQueue.PollSlot;
import dev.ratiofixer.youtube.schedule.PollingSchedule.PollClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs a schedule against answers that come at once, and keeps the record. */
final class ScheduleRun {
    private static final Instant START = Instant.parse("2026-11-10T08:00:00Z");

    final PollingSchedule<String> schedule = new PollingSchedule<>(START);
    private final Map<String, PollSlot<String>> slots = new HashMap<>();
    private final Map<String, Duration> wishes = new HashMap<>();
    private final Map<String, Instant> last = new HashMap<>();
    private final Map<String, Integer> count = new HashMap<>();
    private final Map<String, Duration> waits = new HashMap<>();
    private final List<List<String>> batches = new ArrayList<>();
    private final List<Instant> callTimes = new ArrayList<>();
    private Instant now = START;

    List<String> join(int videos, Duration interval, WatchPriority priority) {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < videos; i++) {
            String video = "v" + slots.size();
            slots.put(video, schedule.join(video, new PollClass(priority, interval)));
            wishes.put(video, interval);
            last.put(video, now);
            joined.add(video);
        }
        return joined;
    }

    void move(Collection<String> videos, Duration interval, WatchPriority priority) {
        videos.forEach(
                video -> schedule.move(Objects.requireNonNull(slots.get(video)), new PollClass(priority, interval)));
    }

    /** Polls for so long. */
    void pass(Duration howLong) {
        Instant end = now.plus(howLong);
        while (true) {
            for (List<PollSlot<String>> batch = schedule.take(now); !batch.isEmpty(); batch = schedule.take(now)) {
                answer(batch);
            }
            Duration nap = schedule.untilNext(now);
            if (now.plus(nap).isAfter(end)) {
                break;
            }
            now = now.plus(nap);
        }
        now = end;
    }

    /** Lets time pass without polling. */
    void sleep(Duration howLong) {
        now = now.plus(howLong);
    }

    Instant now() {
        return now;
    }

    int calls() {
        return batches.size();
    }

    long polls() {
        return batches.stream().mapToLong(List::size).sum();
    }

    int polled(String video) {
        return count.getOrDefault(video, 0);
    }

    List<List<String>> batches() {
        return batches;
    }

    List<Instant> callTimes() {
        return callTimes;
    }

    Duration longestWait() {
        return waits.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** Among those who wish this interval. */
    Duration longestWait(Duration wish) {
        return waits.entrySet().stream()
                .filter(entry -> wish.equals(wishes.get(entry.getKey())))
                .map(Map.Entry::getValue)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private void answer(List<PollSlot<String>> batch) {
        callTimes.add(now);
        batches.add(batch.stream().map(PollSlot::value).toList());
        for (PollSlot<String> slot : batch) {
            Instant before = last.put(slot.value(), now);
            Duration wait = Duration.between(before == null ? START : before, now);
            waits.merge(slot.value(), wait, (one, other) -> one.compareTo(other) > 0 ? one : other);
            count.merge(slot.value(), 1, Integer::sum);
            schedule.settle(slot, now);
        }
    }
}
