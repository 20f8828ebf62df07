package dev.ratiofixer.youtube.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import dev.ratiofixer.concurrent.ConcurrencyLimiter;
import dev.ratiofixer.google.youtube.VideoBatch.VideoCounters;
import dev.ratiofixer.google.youtube.VideoBatch.Visibility;
import dev.ratiofixer.google.youtube.YouTubeApi.UploadsPage;
import dev.ratiofixer.google.youtube.YouTubeApi.UploadsPage.ListedUpload;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting.NewUpload;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.history.UploadRecord.CountersAt;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Channels' histories. A channel's uploads are read once a day, a few channels at a time, and kept for all its videos.
 * Not thread-safe: it belongs to one context.
 */
public final class ChannelHistories {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelHistories.class);
    /** How long what was read of a channel is good. */
    public static final Duration KEPT = Duration.ofDays(1);
    /** How long a channel that could not be read is left alone. */
    public static final Duration RETRY = Duration.ofMinutes(10);

    private static final int MOST_KEPT = 2_000;
    private static final int AT_A_TIME = 8;
    private static final int MOST_WAITING = 10_000;

    private final UploadSource source;
    private final UploadReadingStore readings;
    private final InstantSource clock;
    private final Supplier<Counting> counting;
    private final Cache<String, ChannelUploads> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).executor(Runnable::run).build();
    private final Cache<String, Failed> failed =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).executor(Runnable::run).build();
    private final Interner<List<NewUpload>> uploadLists = Interner.newWeakInterner();
    private final Map<String, Future<ChannelUploads>> running = new HashMap<>();
    private final ConcurrencyLimiter turns = new ConcurrencyLimiter(AT_A_TIME, MOST_WAITING);

    /**
     * How views are counted.
     *
     * @param changedAt since when ordinary videos' views count at the first frame
     * @param readingsKept how long a reading of an upload may be kept
     */
    public record Counting(Instant changedAt, Duration readingsKept) {}

    /** @param counting asked whenever it matters, as settings may change */
    public ChannelHistories(
            UploadSource source, UploadReadingStore readings, InstantSource clock, Supplier<Counting> counting) {
        this.source = source;
        this.readings = readings;
        this.clock = clock;
        this.counting = counting;
    }

    /** Why a channel could not be read, and from when on it may be tried again. */
    private record Failed(Throwable cause, Instant until) {}

    /** How long to wait before a channel whose reading failed so is read again. */
    public static Duration retry(ProviderFailure failure) {
        return failure instanceof ProviderFailure.NotFound ? KEPT : RETRY;
    }

    /**
     * What a video's channel did before that video: known or empty. Fails if the channel cannot be read now, and then
     * fails at once for all its videos until a while has passed.
     */
    public Future<ChannelKnowledge> of(VideoFacts video) {
        return uploadsFor(video)
                .map(uploads -> ChannelKnowledge.of(
                        shared(uploads.historyOf(video, counting.get().changedAt())), uploads.readAt()));
    }

    /** Most videos of a channel are judged by the same uploads: they are kept once. */
    private ChannelHistory shared(ChannelHistory history) {
        ChannelCounting own = history.counting();
        return own == null || own.uploads().isEmpty()
                ? history
                : history.withCounting(own.sharing(uploadLists.intern(own.uploads())));
    }

    /** What the last reading of a channel says of a video that it would release now, if there was one here. */
    public Optional<ChannelKnowledge> lastKnown(String channelId) {
        return Optional.ofNullable(kept.getIfPresent(channelId))
                .map(uploads -> ChannelKnowledge.of(
                        uploads.historyOfNext(VideoForm.VIDEO, counting.get().changedAt()), uploads.readAt()));
    }

    private Future<ChannelUploads> uploadsFor(VideoFacts video) {
        String channel = video.channelId();
        @Nullable Future<ChannelUploads> before = running.get(channel);
        if (before != null) {
            return before.compose(done -> uploadsFor(video));
        }
        Optional<ChannelUploads> known =
                Optional.ofNullable(kept.getIfPresent(channel)).filter(this::isFresh);
        if (known.isPresent() && known.get().sufficeFor(video)) {
            return Future.succeededFuture(known.get());
        }
        Optional<Failed> lately = Optional.ofNullable(failed.getIfPresent(channel))
                .filter(failure -> clock.instant().isBefore(failure.until()));
        if (lately.isPresent()) {
            return Future.failedFuture(lately.get().cause());
        }
        Future<ChannelUploads> read = turns.run(() -> begin(channel, known).compose(begun -> extend(begun, video)))
                .onSuccess(uploads -> keep(channel, uploads))
                .onFailure(cause -> failed.put(channel, failed(cause)));
        if (!read.isComplete()) {
            running.put(channel, read);
            read.onComplete(done -> running.remove(channel));
        }
        return read;
    }

    private void keep(String channel, ChannelUploads uploads) {
        kept.put(channel, uploads);
        readings.keep(channel, uploads.readings(keptSince()))
                .onFailure(cause -> LOG.warn("channel={} upload_readings=not_stored", channel, cause));
    }

    private Failed failed(Throwable cause) {
        return new Failed(cause, clock.instant().plus(retry(ProviderException.of(cause))));
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
                .compose(playlist -> playlist.map(
                                id -> readBefore(channel).map(before -> ChannelUploads.unread(id, now, before)))
                        // Its video is shown, so it is no channel without uploads.
                        .orElseGet(() -> ProviderException.failed(new ProviderFailure.NotFound(
                                "channelNotFound", "YouTube shows no such channel", "", null))));
    }

    private Future<Map<VideoId, List<CountersAt>>> readBefore(String channel) {
        return Optional.ofNullable(kept.getIfPresent(channel))
                .map(stale -> Future.succeededFuture(stale.readings(keptSince())))
                .orElseGet(() -> readings.find(channel).recover(cause -> {
                    // A history without them is less exact, none at all would be worse.
                    LOG.warn("channel={} upload_readings=not_found", channel, cause);
                    return Future.succeededFuture(Map.of());
                }));
    }

    private Future<ChannelUploads> extend(ChannelUploads uploads, VideoFacts video) {
        if (uploads.sufficeFor(video)) {
            return Future.succeededFuture(uploads);
        }
        return source.page(uploads.playlist(), uploads.next())
                .compose(page -> readAll(page).map(records -> plus(uploads, records, page.next())))
                .compose(more -> extend(more, video));
    }

    private ChannelUploads plus(ChannelUploads uploads, List<UploadRecord> records, @Nullable String next) {
        return uploads.plus(records, next, counting.get().changedAt(), keptSince());
    }

    /** What will be too old before the channel is read again, and the store drops a channel of which something is. */
    private Instant keptSince() {
        return clock.instant().minus(counting.get().readingsKept()).plus(KEPT.multipliedBy(2));
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

    private Future<Optional<UploadRecord>> read(ListedUpload upload) {
        return source.read(upload.id()).map(found -> found.flatMap(this::record));
    }

    private Optional<UploadRecord> record(VideoCounters reading) {
        @Nullable VideoFacts facts = reading.facts();
        return facts == null || reading.visibility() != Visibility.SHOWN
                ? Optional.empty()
                : Optional.of(new UploadRecord(
                        facts.id(),
                        facts.publishedAt(),
                        facts.form(),
                        facts.duration(),
                        facts.category(),
                        List.of(new CountersAt(clock.instant(), reading.counters()))));
    }

    /**
     * What is read of one channel's uploads so far, newest first.
     *
     * @param readAt when the first page was read
     * @param next token of the page after these, {@code null} if these are all
     * @param pages how many pages were read
     * @param before readings of the channel's uploads on earlier days
     */
    record ChannelUploads(
            Instant readAt,
            String playlist,
            List<UploadRecord> uploads,
            @Nullable String next,
            int pages,
            Map<VideoId, List<CountersAt>> before) {
        private static final int MOST_PAGES = 4;

        ChannelUploads {
            uploads = List.copyOf(uploads);
            before = Map.copyOf(before);
        }

        static ChannelUploads unread(String playlist, Instant now, Map<VideoId, List<CountersAt>> before) {
            return new ChannelUploads(now, playlist, List.of(), null, 0, before);
        }

        /** Whether further pages could not add to this video's history, or would cost too much. */
        boolean sufficeFor(VideoFacts video) {
            boolean allRead = pages > 0 && next == null;
            return allRead || pages >= MOST_PAGES || earlier(video).size() == ChannelHistory.MOST_UPLOADS;
        }

        /**
         * With one page more.
         *
         * @param changedAt since when ordinary videos' views count at the first frame
         * @param keptSince older readings are dropped, but for an upload's newest
         */
        ChannelUploads plus(List<UploadRecord> more, @Nullable String nextToken, Instant changedAt, Instant keptSince) {
            List<UploadRecord> all = new ArrayList<>(uploads);
            more.stream()
                    .map(upload -> upload.after(before.getOrDefault(upload.id(), List.of()), changedAt, keptSince))
                    .forEach(all::add);
            all.sort(Comparator.comparing(UploadRecord::publishedAt).reversed());
            return new ChannelUploads(readAt, playlist, all, nextToken, pages + 1, before);
        }

        /**
         * All kept readings of the channel's uploads; those of uploads that were not read now, too.
         *
         * @param keptSince older ones are dropped
         */
        Map<VideoId, List<CountersAt>> readings(Instant keptSince) {
            Map<VideoId, List<CountersAt>> readings = new HashMap<>();
            before.forEach((id, known) -> {
                List<CountersAt> kept = known.stream()
                        .filter(reading -> !reading.at().isBefore(keptSince))
                        .toList();
                if (!kept.isEmpty()) {
                    readings.put(id, kept);
                }
            });
            uploads.forEach(upload -> readings.put(upload.id(), upload.readings()));
            return readings;
        }

        /**
         * The up to 20 newest earlier uploads of the same form, summed up.
         *
         * @param changedAt since when ordinary videos' views count at the first frame
         */
        ChannelHistory historyOf(VideoFacts video, Instant changedAt) {
            List<UploadRecord> others = uploads.stream()
                    .filter(upload -> upload.form() == video.form())
                    .filter(upload -> !upload.id().equals(video.id()))
                    .toList();
            return UploadHistory.of(earlier(video), others, readAt, changedAt);
        }

        /** The newest uploads of a form, summed up. */
        ChannelHistory historyOfNext(VideoForm form, Instant changedAt) {
            List<UploadRecord> all =
                    uploads.stream().filter(upload -> upload.form() == form).toList();
            return UploadHistory.of(
                    all.stream().limit(ChannelHistory.MOST_UPLOADS).toList(), all, readAt, changedAt);
        }

        private List<UploadRecord> earlier(VideoFacts video) {
            return uploads.stream()
                    .filter(upload -> upload.form() == video.form())
                    .filter(upload -> upload.publishedAt().isBefore(video.publishedAt()))
                    .limit(ChannelHistory.MOST_UPLOADS)
                    .toList();
        }
    }
}
