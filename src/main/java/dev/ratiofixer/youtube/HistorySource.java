package dev.ratiofixer.youtube;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ratiofixer.google.youtube.UploadsPage;
import dev.ratiofixer.google.youtube.VideoBatch.VideoCounters;
import dev.ratiofixer.google.youtube.YouTubeApi;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.NotFound;
import dev.ratiofixer.provider.ProviderFailure.QuotaExhausted;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.time.Timers;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.history.UploadSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Reads uploads within the day's units for histories. Playlists never change, so they are kept. */
final class HistorySource implements UploadSource {
    private static final Duration GATHER = Duration.ofMillis(2);
    private static final int PLAYLISTS_KEPT = 20_000;

    private final QuotaMeteredApi calls;
    private final VideoLookupBatcher lookUps;
    private final InstantSource clock;
    private final Timers timers;
    private final IntSupplier unitsADay;
    private final Cache<String, String> playlists = Caffeine.newBuilder()
            .maximumSize(PLAYLISTS_KEPT)
            .executor(Runnable::run)
            .build();
    private final Map<String, Promise<Optional<String>>> asked = new LinkedHashMap<>();
    private @Nullable PacificDay day;
    private int spent;

    HistorySource(
            QuotaMeteredApi calls,
            VideoLookupBatcher lookUps,
            InstantSource clock,
            Timers timers,
            IntSupplier unitsADay) {
        this.calls = calls;
        this.lookUps = lookUps;
        this.clock = clock;
        this.timers = timers;
        this.unitsADay = unitsADay;
    }

    @Override
    public Future<Optional<String>> playlist(String channelId) {
        Optional<String> known = Optional.ofNullable(playlists.getIfPresent(channelId));
        if (known.isPresent()) {
            return Future.succeededFuture(known);
        }
        if (asked.isEmpty()) {
            timers.after(GATHER, this::askPlaylists);
        }
        return asked.computeIfAbsent(channelId, first -> Promise.promise()).future();
    }

    @Override
    public Future<UploadsPage> page(String playlistId, @Nullable String pageToken) {
        // One for the page, one for the call that will read its videos.
        return spend(2, youTube -> youTube.uploads(playlistId, pageToken))
                // A channel that never uploaded has no such playlist.
                .recover(cause -> ProviderException.of(cause) instanceof NotFound
                        ? Future.succeededFuture(new UploadsPage(List.of(), null))
                        : Future.failedFuture(cause));
    }

    @Override
    public Future<Optional<VideoCounters>> read(VideoId id) {
        return lookUps.ask(id);
    }

    private void askPlaylists() {
        List<String> ids = asked.keySet().stream().limit(YouTubeApi.MAX_IDS).toList();
        Map<String, Promise<Optional<String>>> answered = new LinkedHashMap<>();
        ids.forEach(id -> answered.put(id, asked.remove(id)));
        if (!asked.isEmpty()) {
            timers.after(GATHER, this::askPlaylists);
        }
        spend(1, youTube -> youTube.uploadPlaylists(ids))
                .onSuccess(found -> answered.forEach((id, promise) -> {
                    Optional<String> playlist = Optional.ofNullable(found.get(id));
                    playlist.ifPresent(known -> playlists.put(id, known));
                    promise.complete(playlist);
                }))
                .onFailure(cause -> answered.values().forEach(promise -> promise.fail(cause)));
    }

    private <T> Future<T> spend(int units, Function<YouTubeApi, Future<T>> call) {
        PacificDay today = PacificDay.of(clock.instant());
        spent = today.equals(day) ? spent : 0;
        day = today;
        if (spent + units > unitsADay.getAsInt()) {
            return ProviderException.failed(new QuotaExhausted(
                    "the day's quota units for reading channels are used up until midnight Pacific time",
                    Duration.between(clock.instant(), today.end())));
        }
        spent += units;
        return calls.spendUnit(call, clock.instant());
    }
}
