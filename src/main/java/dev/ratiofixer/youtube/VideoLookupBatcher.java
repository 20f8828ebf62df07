package dev.ratiofixer.youtube;

import dev.ratiofixer.google.youtube.VideoBatch;
import dev.ratiofixer.google.youtube.VideoBatch.VideoCounters;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.Throttled;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
            return ProviderException.failed(new Throttled("too many look-ups wait", null, null));
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
                    promise.fail(new ProviderException(
                            new Indeterminate("YouTube's answer makes no sense: of video " + id + ", " + wrong)));
                } else {
                    promise.complete(Optional.ofNullable(answer.readings().get(id)));
                }
            });
        }

        void fail(Throwable cause) {
            asked.values().forEach(promise -> promise.fail(cause));
        }
    }
}
