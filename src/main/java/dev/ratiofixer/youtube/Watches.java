package dev.ratiofixer.youtube;

import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.schedule.PollClass;
import dev.ratiofixer.youtube.schedule.PollingSchedule;
import dev.ratiofixer.youtube.schedule.Seat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who watches what: each video once, with its seat in the schedule. */
final class Watches {
    /** A video that YouTube does not show is asked for so seldom, so that its return is noticed. */
    private static final Duration TROUBLED = Duration.ofMinutes(30);

    private final Map<VideoId, Watched> videos = new HashMap<>();
    private final PollingSchedule<Watched> schedule;
    private Duration floor;

    Watches(PollingSchedule<Watched> schedule, Duration floor) {
        this.schedule = schedule;
        this.floor = floor;
    }

    /** Videos are polled no more often than this from now on. */
    void floor(Duration shortest) {
        if (!shortest.equals(floor)) {
            floor = shortest;
            videos.values().forEach(this::reseat);
        }
    }

    Optional<Watched> find(VideoId id) {
        return Optional.ofNullable(videos.get(id));
    }

    /** A copy, for telling everybody in portions while watches come and go. */
    List<Watched> all() {
        return new ArrayList<>(videos.values());
    }

    Watched watch(VideoId id, Watcher watcher) {
        @Nullable Watched known = videos.get(id);
        if (known != null) {
            known.add(watcher);
            reseat(known);
            return known;
        }
        Watched video = new Watched(id);
        video.add(watcher);
        video.seat = schedule.join(video, pollClass(video));
        videos.put(id, video);
        return video;
    }

    void unwatch(VideoId id, String address) {
        @Nullable Watched video = videos.get(id);
        if (video == null) {
            return;
        }
        video.remove(address);
        if (!video.watchers().isEmpty()) {
            reseat(video);
            return;
        }
        videos.remove(id);
        if (video.seat != null) {
            schedule.leave(video.seat);
        }
    }

    /** Moves a video to the class that its wishes and its trouble put it in. */
    void reseat(Watched video) {
        @Nullable Seat<Watched> seat = video.seat;
        if (seat != null && !video.watchers().isEmpty()) {
            schedule.move(seat, pollClass(video));
        }
    }

    /** It is being read outside the schedule: no poll need read it too. */
    void hold(Watched video) {
        if (video.seat != null) {
            schedule.hold(video.seat);
        }
    }

    /** Reading it outside the schedule failed. */
    void retry(Watched video) {
        if (video.seat != null) {
            schedule.retry(video.seat);
        }
    }

    /** It was read just now, outside the schedule. */
    void settle(Watched video, Instant now) {
        if (video.seat != null) {
            schedule.settle(video.seat, now);
        }
    }

    private PollClass pollClass(Watched video) {
        Watcher wish = video.wish();
        boolean away = video.trouble != null && video.trouble.kind().isOfVideo();
        Duration interval = away && wish.interval().compareTo(TROUBLED) < 0 ? TROUBLED : wish.interval();
        return PollClass.of(wish.priority(), interval, floor);
    }
}
