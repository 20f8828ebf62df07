package dev.ratiofixer.youtube;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratiofixer.google.youtube.VideoBatch.VideoCounters;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome.Described;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome.NotDescribed;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeVideo;
import dev.ratiofixer.youtube.YouTubeRequest.Watch;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers {@link DescribeVideo}. What it told last is kept for the {@link Watch} that usually follows. */
final class VideoLookup {
    private static final int KEPT = 2_000;

    private final VideoLookupBatcher lookUps;
    private final SamplePublisher publisher;
    private final InstantSource clock;
    private final Cache<VideoId, Described> recent =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

    VideoLookup(VideoLookupBatcher lookUps, SamplePublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.lookUps = lookUps;
        this.clock = clock;
    }

    Future<DescribeOutcome> describe(VideoId id) {
        return lookUps.ask(id)
                .map(found -> found.map(this::described)
                        .orElseGet(() -> new NotDescribed(
                                WatchError.VIDEO_GONE,
                                "YouTube does not show this video: unknown, deleted or private")))
                .otherwise(cause -> notDescribed(ProviderException.of(cause)));
    }

    /** The last description of a video, if it is not long ago. */
    Optional<Described> recent(VideoId id) {
        return Optional.ofNullable(recent.getIfPresent(id));
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
        Described described = new Described(facts, publisher.sample(reading, facts, null, clock.instant()));
        recent.put(facts.id(), described);
        return described;
    }

    private static NotDescribed notDescribed(ProviderFailure failure) {
        WatchError kind = switch (failure) {
            case ProviderFailure.QuotaExhausted day -> WatchError.QUOTA_EXHAUSTED;
            case ProviderFailure.Unauthorized key -> WatchError.KEY_INVALID;
            case ProviderFailure.NotFound missing -> WatchError.VIDEO_GONE;
            case ProviderFailure.Throttled later -> WatchError.UPSTREAM_DOWN;
            case ProviderFailure.Rejected refused -> WatchError.UPSTREAM_DOWN;
            case ProviderFailure.Unreachable away -> WatchError.UPSTREAM_DOWN;
            case ProviderFailure.Indeterminate doubt -> WatchError.UPSTREAM_DOWN;
            case ProviderFailure.Aborted unsent -> WatchError.UPSTREAM_DOWN;
        };
        return new NotDescribed(kind, failure.detail());
    }
}
