package dev.ratiofixer.youtube;

import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.WatchedVideo.Subscription;
import dev.ratiofixer.youtube.schedule.PollQueue.PollSlot;
import dev.ratiofixer.youtube.schedule.PollingSchedule;
import dev.ratiofixer.youtube.schedule.PollingSchedule.PollClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who watches what: each video once, with its slot in the schedule. */
final class WatchRegistry {
    /** A video that YouTube does not show is asked for so seldom, so that its return is noticed. */
    private static final Duration TROUBLED = Duration.ofMinutes(30);

    private final Map<VideoId, WatchedVideo> videos = new HashMap<>();
    private final PollingSchedule<WatchedVideo> schedule;
    private Duration floor;

    WatchRegistry(PollingSchedule<WatchedVideo> schedule, Duration floor) {
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

    Optional<WatchedVideo> find(VideoId id) {
        return Optional.ofNullable(videos.get(id));
    }

    /** A copy, for telling everybody in portions while watches come and go. */
    List<WatchedVideo> all() {
        return new ArrayList<>(videos.values());
    }

    WatchedVideo watch(VideoId id, Subscription watcher) {
        @Nullable WatchedVideo known = videos.get(id);
        if (known != null) {
            known.add(watcher);
            reseat(known);
            return known;
        }
        WatchedVideo video = new WatchedVideo(id);
        video.add(watcher);
        video.slot = schedule.join(video, pollClass(video));
        videos.put(id, video);
        return video;
    }

    void unwatch(VideoId id, String watcher) {
        @Nullable WatchedVideo video = videos.get(id);
        if (video == null) {
            return;
        }
        video.remove(watcher);
        if (video.isWatched()) {
            reseat(video);
            return;
        }
        videos.remove(id);
        if (video.slot != null) {
            schedule.leave(video.slot);
        }
    }

    /** Moves a video to the class that its wishes and its trouble put it in. */
    void reseat(WatchedVideo video) {
        @Nullable PollSlot<WatchedVideo> slot = video.slot;
        if (slot != null && video.isWatched()) {
            schedule.move(slot, pollClass(video));
        }
    }

    /** It is being read outside the schedule: no poll need read it too. */
    void hold(WatchedVideo video) {
        if (video.slot != null) {
            schedule.hold(video.slot);
        }
    }

    /** Reading it outside the schedule failed. */
    void retry(WatchedVideo video) {
        if (video.slot != null) {
            schedule.retry(video.slot);
        }
    }

    /** It was read just now, outside the schedule. */
    void settle(WatchedVideo video, Instant now) {
        if (video.slot != null) {
            schedule.settle(video.slot, now);
        }
    }

    private PollClass pollClass(WatchedVideo video) {
        Subscription wish = video.wish();
        boolean away = video.trouble != null && video.trouble.kind().isAway();
        Duration interval = away && wish.interval().compareTo(TROUBLED) < 0 ? TROUBLED : wish.interval();
        return PollClass.of(wish.priority(), interval, floor);
    }
}
