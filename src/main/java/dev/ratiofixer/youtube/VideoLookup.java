package dev.ratiofixer.youtube;

import dev.ratiofixer.google.youtube.VideoCounters;
import dev.ratiofixer.google.youtube.YouTubeException;
import dev.ratiofixer.google.youtube.YouTubeFailure;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome.Described;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome.NotDescribed;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeVideo;
import dev.ratiofixer.youtube.YouTubeRequest.Watch;
import dev.ratiofixer.youtube.history.LruCache;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers {@link DescribeVideo}. What it told last is kept for the {@link Watch} that usually follows. */
final class VideoLookup {
    private static final int KEPT = 2_000;

    private final VideoLookupBatcher lookUps;
    private final InstantSource clock;
    private final LruCache<VideoId, Described> recent = new LruCache<>(KEPT);

    VideoLookup(VideoLookupBatcher lookUps, InstantSource clock) {
        this.lookUps = lookUps;
        this.clock = clock;
    }

    Future<DescribeOutcome> describe(VideoId id) {
        return lookUps.ask(id)
                .map(found -> found.map(this::described)
                        .orElseGet(() -> new NotDescribed(
                                WatchError.VIDEO_GONE,
                                "YouTube does not show this video: unknown, deleted or private")))
                .otherwise(cause -> notDescribed(YouTubeException.of(cause)));
    }

    /** The last description of a video, if it is not long ago. */
    Optional<Described> recent(VideoId id) {
        return recent.find(id);
    }

    private DescribeOutcome described(VideoCounters reading) {
        @Nullable VideoFacts facts = reading.facts();
        return switch (reading.visibility()) {
            case PRIVATE ->
                new NotDescribed(WatchError.VIDEO_PRIVATE, "the video is private: its owner must publish it");
            case REMOVED -> new NotDescribed(WatchError.VIDEO_GONE, "the video was removed");
            case SHOWN -> remembered(reading, Objects.requireNonNull(facts, "a look-up without facts"));
        };
    }

    private Described remembered(VideoCounters reading, VideoFacts facts) {
        Described described = new Described(facts, SamplePublisher.sample(reading, facts, null, clock.instant()));
        recent.keep(facts.id(), described);
        return described;
    }

    private static NotDescribed notDescribed(YouTubeFailure failure) {
        WatchError kind = switch (failure) {
            case YouTubeFailure.QuotaExceeded q -> WatchError.QUOTA_EXHAUSTED;
            case YouTubeFailure.KeyRefused k -> WatchError.KEY_INVALID;
            case YouTubeFailure.RateLimited r -> WatchError.UPSTREAM_DOWN;
            case YouTubeFailure.NotFound n -> WatchError.VIDEO_GONE;
            case YouTubeFailure.Rejected r -> WatchError.UPSTREAM_DOWN;
            case YouTubeFailure.ServerBroken s -> WatchError.UPSTREAM_DOWN;
            case YouTubeFailure.TimedOut t -> WatchError.UPSTREAM_DOWN;
            case YouTubeFailure.Unreachable u -> WatchError.UPSTREAM_DOWN;
            case YouTubeFailure.MalformedResponse g -> WatchError.UPSTREAM_DOWN;
        };
        return new NotDescribed(kind, failure.detail());
    }
}
