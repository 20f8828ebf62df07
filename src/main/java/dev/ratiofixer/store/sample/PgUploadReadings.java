package dev.ratiofixer.store.sample;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ratiofixer.store.Columns.Jsonb;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.history.UploadReadingStore;
import dev.ratiofixer.youtube.history.UploadRecord.CountersAt;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Readings of channels' uploads in PostgreSQL, a row a channel. */
public final class PgUploadReadings implements UploadReadingStore {
    private static final String FIND =
            "SELECT readings::text AS readings FROM ratio_fixer_upload_readings WHERE channel_id = $1";

    private static final String KEEP = """
            INSERT INTO ratio_fixer_upload_readings (channel_id, readings, oldest_at)
            VALUES ($1, $2::text::jsonb, $3)
            ON CONFLICT (channel_id) DO UPDATE SET readings = excluded.readings, oldest_at = excluded.oldest_at
            """;

    private static final Jsonb<Uploads> UPLOADS = new Jsonb<>(Uploads.class);

    private final Database database;

    public PgUploadReadings(Database database) {
        this.database = database;
    }

    /** A reading as it is stored: an array, as there are some hundred of a channel. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"at", "views", "likes", "comments"})
    record StoredReading(
            Instant at,
            @Nullable Long views,
            @Nullable Long likes,
            @Nullable Long comments) {
        static StoredReading of(CountersAt reading) {
            Counters counters = reading.counters();
            return new StoredReading(reading.at(), counters.views(), counters.likes(), counters.comments());
        }

        CountersAt reading() {
            return new CountersAt(at, new Counters(views, likes, comments));
        }
    }

    /** What a row holds, by video id. */
    record Uploads(Map<String, List<StoredReading>> uploads) {
        static Uploads of(Map<VideoId, List<CountersAt>> readings) {
            Map<String, List<StoredReading>> uploads = new HashMap<>();
            readings.forEach((id, of) ->
                    uploads.put(id.value(), of.stream().map(StoredReading::of).toList()));
            return new Uploads(uploads);
        }

        Map<VideoId, List<CountersAt>> readings() {
            Map<VideoId, List<CountersAt>> readings = new HashMap<>();
            uploads.forEach((id, of) -> readings.put(
                    new VideoId(id), of.stream().map(StoredReading::reading).toList()));
            return readings;
        }
    }

    @Override
    public Future<Map<VideoId, List<CountersAt>>> find(String channelId) {
        return database.reads()
                .preparedQuery(FIND)
                .execute(Tuple.of(channelId))
                .map(rows ->
                        rows.size() == 0 ? Map.of() : readings(rows.iterator().next()));
    }

    private static Map<VideoId, List<CountersAt>> readings(Row row) {
        return UPLOADS.read(row.getString("readings")).readings();
    }

    @Override
    public Future<Void> keep(String channelId, Map<VideoId, List<CountersAt>> readings) {
        Optional<Instant> oldest = readings.values().stream()
                .flatMap(Collection::stream)
                .map(CountersAt::at)
                .min(Comparator.naturalOrder());
        if (oldest.isEmpty()) {
            return Future.succeededFuture();
        }
        return database.pool()
                .preparedQuery(KEEP)
                .execute(Tuple.of(
                        channelId,
                        UPLOADS.write(Uploads.of(readings)),
                        oldest.get().atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }
}
