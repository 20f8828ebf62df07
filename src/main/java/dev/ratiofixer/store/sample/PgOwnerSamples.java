package dev.ratiofixer.store.sample;

import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.training.DataException;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.OwnerSamples;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.UsualUpload;
import dev.ratiofixer.video.VideoForm;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One owner's samples for {@code train --from-database}: the last one of each video and day of UTC, since those of one
 * day say the same.
 *
 * <p>An owner is who gave the consent ({@code consent.granted_by}) to a campaign of a channel; a channel's own id names
 * its owner too. A channel to which several owners gave consent is nobody's: whose it is, is not known.
 */
public final class PgOwnerSamples implements OwnerSamples {
    /** Goes from day to day by the samples' primary key: a day of a campaign can have thousands of them. */
    private static final String FIND_SAMPLES = """
            WITH owned AS (
                SELECT channel_id, row_number() OVER (ORDER BY channel_id) AS channel
                FROM ratio_fixer_campaigns
                GROUP BY channel_id
                HAVING channel_id = $1
                    OR min(terms #>> '{consent,granted_by}') = $1 AND max(terms #>> '{consent,granted_by}') = $1
            )
            SELECT DISTINCT ON (c.video_id, day)
                channel, c.video_form, c.video_category, c.video_published_at, c.video_millis, s.sampled_at, s.views,
                s.likes, s.comments, s.counting_regime, s.channel_videos, s.channel_like_rate, s.channel_comment_rate,
                s.channel_usual_uploads, s.channel_usual_views, s.channel_usual_age_days, s.channel_usual_duration_s
            FROM owned
            JOIN ratio_fixer_campaigns c USING (channel_id)
            CROSS JOIN LATERAL generate_series(
                date_trunc('day', c.started_at, 'UTC'), c.last_check, interval '1 day') AS day
            CROSS JOIN LATERAL (
                SELECT *
                FROM youtube_campaign_samples
                WHERE campaign_id = c.campaign_id AND sampled_at >= day AND sampled_at < day + interval '1 day'
                    AND sampled_at >= c.video_published_at AND views IS NOT NULL AND channel_videos IS NOT NULL
                ORDER BY sampled_at DESC
                LIMIT 1
            ) AS s
            ORDER BY c.video_id, day, s.sampled_at DESC
            """;

    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();
    private static final int LIMIT_SECONDS = 120;

    private final Database database;

    public PgOwnerSamples(Database database) {
        this.database = database;
    }

    @Override
    public List<EngagementRow> of(String ownerId) {
        RowSet<Row> rows = await(database.pool().preparedQuery(FIND_SAMPLES).execute(Tuple.of(ownerId)));
        List<EngagementRow> readings = new ArrayList<>(rows.size());
        rows.forEach(row -> readings.add(reading(row)));
        if (readings.isEmpty()) {
            throw new DataException("the database has no samples of owner '" + ownerId + "': give the name under which"
                    + " campaigns were given consent (consent.granted_by), or the id of one channel");
        }
        return readings;
    }

    private static EngagementRow reading(Row row) {
        return new EngagementRow(
                -1, row.getLong("channel"), features(row), row.getLong("likes"), row.getLong("comments"));
    }

    private static Features features(Row row) {
        Instant published = row.getOffsetDateTime("video_published_at").toInstant();
        Instant sampled = row.getOffsetDateTime("sampled_at").toInstant();
        return new Features(
                row.getLong("views"),
                Duration.between(published, sampled).toSeconds() / SECONDS_A_DAY,
                seconds(row.getLong("video_millis")),
                EnumText.to(VideoForm.class, row.getString("video_form")),
                EnumText.to(CountingRegime.class, row.getString("counting_regime")),
                EnumText.to(Category.class, row.getString("video_category")),
                new ChannelHistory(
                        row.getInteger("channel_videos"),
                        rate(row.getFloat("channel_like_rate")),
                        rate(row.getFloat("channel_comment_rate")),
                        usual(row)),
                published);
    }

    /** 0 where it is unknown. */
    private static long seconds(@Nullable Long millis) {
        return millis == null ? 0 : TimeUnit.MILLISECONDS.toSeconds(millis);
    }

    private static @Nullable UsualUpload usual(Row row) {
        Integer uploads = row.getInteger("channel_usual_uploads");
        return uploads == null
                ? null
                : new UsualUpload(
                        uploads,
                        row.getFloat("channel_usual_views"),
                        row.getFloat("channel_usual_age_days"),
                        row.getFloat("channel_usual_duration_s"));
    }

    private static @Nullable Double rate(@Nullable Float stored) {
        return stored == null ? null : stored.doubleValue();
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new DataException("the samples cannot be read: " + cause.getMessage(), failed);
        } catch (TimeoutException late) {
            throw new DataException("the database did not answer in " + LIMIT_SECONDS + " s: try again", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DataException("stopped while the samples were read", stopped);
        }
    }
}
