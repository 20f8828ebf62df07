package dev.ratiofixer.youtube.history;

import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.history.UploadRecord.CountersAt;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps readings of channels' uploads from one reading of a channel to the next, over restarts and on other nodes. */
public interface UploadReadingStore {
    /** Keeps nothing. */
    UploadReadingStore NONE = new UploadReadingStore() {
        @Override
        public Future<Map<VideoId, List<CountersAt>>> find(String channelId) {
            return Future.succeededFuture(Map.of());
        }

        @Override
        public Future<Void> keep(String channelId, Map<VideoId, List<CountersAt>> readings) {
            return Future.succeededFuture();
        }
    };

    /**
     * A store, and how long its readings may be kept.
     *
     * @param kept asked each time, as the configuration may change
     */
    record Retained(UploadReadingStore store, Supplier<Duration> kept) {
        /** Keeps nothing beyond the process, and there for a month. */
        public static final Retained FORGOTTEN = new Retained(NONE, () -> Duration.ofDays(30));
    }

    /** What is kept of a channel, oldest reading first. */
    Future<Map<VideoId, List<CountersAt>>> find(String channelId);

    /** Replaces what is kept of a channel. */
    Future<Void> keep(String channelId, Map<VideoId, List<CountersAt>> readings);
}
