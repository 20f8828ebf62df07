package dev.ratiofixer.youtube;

import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.DescribeOutcome.Described;
import dev.ratiofixer.youtube.DescribeOutcome.NotDescribed;
import dev.ratiofixer.youtube.api.VideoReading;
import dev.ratiofixer.youtube.api.YouTubeException;
import dev.ratiofixer.youtube.api.YouTubeFailure;
import dev.ratiofixer.youtube.history.Recent;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers {@link Describe}. What it told last is kept for the {@link Watch} that usually follows. */
final class Describer {
    private static final int KEPT = 2_000;

    private final LookUps lookUps;
    private final Newsroom newsroom;
    private final InstantSource clock;
    private final Recent<VideoId, Described> recent = new Recent<>(KEPT);

    Describer(LookUps lookUps, Newsroom newsroom, InstantSource clock) {
        this.newsroom = newsroom;
        this.lookUps = lookUps;
        this.clock = clock;
    }

    Future<DescribeOutcome> describe(VideoId id) {
        return lookUps.ask(id)
                .map(found -> found.map(this::described)
                        .orElseGet(() -> new NotDescribed(
                                WatchTrouble.VIDEO_GONE,
                                "YouTube does not show this video: unknown, deleted or private")))
                .otherwise(cause -> notDescribed(YouTubeException.of(cause)));
    }

    /** The last description of a video, if it is not long ago. */
    Optional<Described> recent(VideoId id) {
        return recent.find(id);
    }

    private DescribeOutcome described(VideoReading reading) {
        @Nullable VideoFacts facts = reading.facts();
        return switch (reading.visibility()) {
            case PRIVATE ->
                new NotDescribed(WatchTrouble.VIDEO_PRIVATE, "the video is private: its owner must publish it");
            case REMOVED -> new NotDescribed(WatchTrouble.VIDEO_GONE, "the video was removed");
            case SHOWN -> remembered(reading, Objects.requireNonNull(facts, "a look-up without facts"));
        };
    }

    private Described remembered(VideoReading reading, VideoFacts facts) {
        Described described = new Described(facts, newsroom.sample(reading, facts, null, clock.instant()));
        recent.keep(facts.id(), described);
        return described;
    }

    private static NotDescribed notDescribed(YouTubeFailure failure) {
        WatchTrouble kind = switch (failure) {
            case YouTubeFailure.QuotaExceeded q -> WatchTrouble.QUOTA_EXHAUSTED;
            case YouTubeFailure.KeyRefused k -> WatchTrouble.KEY_INVALID;
            case YouTubeFailure.RateLimited r -> WatchTrouble.UPSTREAM_DOWN;
            case YouTubeFailure.NotFound n -> WatchTrouble.VIDEO_GONE;
            case YouTubeFailure.Rejected r -> WatchTrouble.UPSTREAM_DOWN;
            case YouTubeFailure.ServerBroken s -> WatchTrouble.UPSTREAM_DOWN;
            case YouTubeFailure.TimedOut t -> WatchTrouble.UPSTREAM_DOWN;
            case YouTubeFailure.Unreachable u -> WatchTrouble.UPSTREAM_DOWN;
            case YouTubeFailure.Garbled g -> WatchTrouble.UPSTREAM_DOWN;
        };
        return new NotDescribed(kind, failure.detail());
    }
}
