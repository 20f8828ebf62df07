package dev.ratiofixer.youtube.history;

import dev.ratiofixer.concurrent.ConcurrencyLimiter;
import dev.ratiofixer.google.youtube.UploadsPage;
import dev.ratiofixer.google.youtube.UploadsPage.Upload;
import dev.ratiofixer.google.youtube.VideoCounters;
import dev.ratiofixer.google.youtube.Visibility;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.VideoFacts;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Channels' histories. A channel's uploads are read once a day, a few channels at a time, and kept for all its videos.
 * Not thread-safe: it belongs to one context.
 */
public final class ChannelHistories {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST_KEPT = 2_000;
    private static final int AT_A_TIME = 8;
    private static final int MOST_WAITING = 10_000;

    private final UploadSource source;
    private final InstantSource clock;
    private final LruCache<String, ChannelUploads> kept = new LruCache<>(MOST_KEPT);
    private final Map<String, Future<ChannelUploads>> running = new HashMap<>();
    private final ConcurrencyLimiter turns = new ConcurrencyLimiter(AT_A_TIME, MOST_WAITING);

    public ChannelHistories(UploadSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /** The history of a video's channel before that video; fails if it cannot be read now. */
    public Future<ChannelHistory> of(VideoFacts video) {
        return uploadsFor(video).map(uploads -> uploads.historyOf(video));
    }

    private Future<ChannelUploads> uploadsFor(VideoFacts video) {
        String channel = video.channelId();
        @Nullable Future<ChannelUploads> before = running.get(channel);
        if (before != null) {
            return before.compose(done -> uploadsFor(video));
        }
        Optional<ChannelUploads> known = kept.find(channel).filter(this::isFresh);
        if (known.isPresent() && known.get().sufficeFor(video)) {
            return Future.succeededFuture(known.get());
        }
        Future<ChannelUploads> read = turns.run(() -> begin(channel, known).compose(begun -> extend(begun, video)))
                .onSuccess(uploads -> kept.keep(channel, uploads));
        if (!read.isComplete()) {
            running.put(channel, read);
            read.onComplete(done -> running.remove(channel));
        }
        return read;
    }

    private boolean isFresh(ChannelUploads uploads) {
        return clock.instant().isBefore(uploads.readAt().plus(KEPT));
    }

    private Future<ChannelUploads> begin(String channel, Optional<ChannelUploads> fresh) {
        if (fresh.isPresent()) {
            return Future.succeededFuture(fresh.get());
        }
        Instant now = clock.instant();
        return source.playlist(channel)
                .map(playlist ->
                        playlist.map(id -> ChannelUploads.unread(id, now)).orElseGet(() -> ChannelUploads.none(now)));
    }

    private Future<ChannelUploads> extend(ChannelUploads uploads, VideoFacts video) {
        if (uploads.sufficeFor(video)) {
            return Future.succeededFuture(uploads);
        }
        return source.page(uploads.playlist(), uploads.next())
                .compose(page -> readAll(page).map(records -> uploads.plus(records, page.next())))
                .compose(more -> extend(more, video));
    }

    private Future<List<UploadRecord>> readAll(UploadsPage page) {
        List<Future<Optional<UploadRecord>>> reads =
                page.uploads().stream().map(this::read).toList();
        return Future.all(reads)
                .map(done -> reads.stream()
                        .map(Future::result)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private Future<Optional<UploadRecord>> read(Upload upload) {
        return source.read(upload.id()).map(found -> found.flatMap(ChannelHistories::record));
    }

    private static Optional<UploadRecord> record(VideoCounters reading) {
        @Nullable VideoFacts facts = reading.facts();
        return facts == null || reading.visibility() != Visibility.SHOWN
                ? Optional.empty()
                : Optional.of(
                        new UploadRecord(facts.publishedAt(), facts.form(), facts.duration(), reading.counters()));
    }
}
