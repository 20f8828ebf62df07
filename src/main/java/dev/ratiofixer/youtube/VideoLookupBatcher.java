package dev.ratiofixer.youtube;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratiofixer.google.youtube.VideoBatch;
import dev.ratiofixer.google.youtube.VideoBatch.VideoCounters;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.Throttled;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome.Described;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome.NotDescribed;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeVideo;
import dev.ratiofixer.youtube.YouTubeRequest.Watch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Single videos that somebody wants described, gathered so that fifty share a call. Two who ask for the same video
 * share the answer.
 */
final class VideoLookupBatcher {
    private static final int MOST = 20_000;

    private final Map<VideoId, Promise<Optional<VideoCounters>>> asked = new LinkedHashMap<>();
    private final Runnable wake;

    /** @param wake called when there is something to send */
    VideoLookupBatcher(Runnable wake) {
        this.wake = wake;
    }

    /** How many ids wait for a call. */
    int waiting() {
        return asked.size();
    }

    /**
     * The reading with facts, or empty if YouTube leaves the id out. Fails with the call's failure, or when too many
     * wait.
     */
    Future<Optional<VideoCounters>> ask(VideoId id) {
        if (asked.size() >= MOST && !asked.containsKey(id)) {
            return ProviderException.failed(
                    new Throttled("too many videos are being looked up at once: try again in a minute", null, null));
        }
        Promise<Optional<VideoCounters>> promise = asked.computeIfAbsent(id, first -> Promise.promise());
        wake.run();
        return promise.future();
    }

    /** Takes up to {@code most} ids for a call. */
    Taken take(int most) {
        Map<VideoId, Promise<Optional<VideoCounters>>> taken = new LinkedHashMap<>();
        Iterator<Map.Entry<VideoId, Promise<Optional<VideoCounters>>>> waiting =
                asked.entrySet().iterator();
        while (waiting.hasNext() && taken.size() < most) {
            Map.Entry<VideoId, Promise<Optional<VideoCounters>>> next = waiting.next();
            taken.put(next.getKey(), next.getValue());
            waiting.remove();
        }
        return new Taken(taken);
    }

    /** Fails all that wait. */
    void failAll(Throwable cause) {
        take(Integer.MAX_VALUE).fail(cause);
    }

    /** Ids that travel in a call, and who waits for them. */
    record Taken(Map<VideoId, Promise<Optional<VideoCounters>>> asked) {
        static final Taken NONE = new Taken(Map.of());

        Set<VideoId> ids() {
            return asked.keySet();
        }

        int size() {
            return asked.size();
        }

        void settle(VideoBatch answer) {
            asked.forEach((id, promise) -> {
                String wrong = answer.garbled().get(id);
                if (wrong != null) {
                    promise.fail(new ProviderException(new Indeterminate(
                            "YouTube gives an answer that makes no sense: of video " + id + ", " + wrong)));
                } else {
                    promise.complete(Optional.ofNullable(answer.readings().get(id)));
                }
            });
        }

        void fail(Throwable cause) {
            asked.values().forEach(promise -> promise.fail(cause));
        }
    }

    /** Answers {@link DescribeVideo}. What it told last is kept for the {@link Watch} that usually follows. */
    static final class VideoLookup {
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
}
