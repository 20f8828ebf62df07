package dev.ratiofixer.store.sample;

import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.store.Columns;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.UsualUpload;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Appends samples of many campaigns in one statement, and makes the partitions that they need.
 *
 * <p>A sample that is there already takes the newer expectation and what is known of the channel by then, so a repeated
 * write never doubles one. One that was taken under an old epoch is left out if another node runs the campaign now;
 * what this node took before it lost its lease and got it back is not lost.
 */
public final class SampleWriter {
    private static final String APPEND_SAMPLES = """
            INSERT INTO youtube_campaign_samples
            SELECT given.campaign_id, at, given.views, given.likes, given.comments, regime, given.corrected, l10, l25, l50,
                l75, l90, c10, c25, c50, c75, c90, videos, like_rate, comment_rate, usual_uploads, usual_views, usual_age,
                usual_duration
            FROM unnest($1::text[], $2::timestamptz[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[],
                $7::boolean[], $8::real[], $9::real[], $10::real[], $11::real[], $12::real[], $13::real[], $14::real[],
                $15::real[], $16::real[], $17::real[], $18::bigint[], $19::real[], $20::real[], $21::bigint[],
                $22::real[], $23::real[], $24::real[], $25::bigint[])
                AS given (campaign_id, at, views, likes, comments, regime, corrected, l10, l25, l50, l75, l90, c10, c25,
                    c50, c75, c90, videos, like_rate, comment_rate, usual_uploads, usual_views, usual_age, usual_duration,
                    epoch)
            JOIN ratio_fixer_campaigns c ON c.campaign_id = given.campaign_id
                AND (c.lease_epoch = given.epoch OR c.lease_node = $26)
            ON CONFLICT (campaign_id, sampled_at) DO UPDATE
            SET expected_likes_p10 = excluded.expected_likes_p10, expected_likes_p25 = excluded.expected_likes_p25,
                expected_likes_p50 = excluded.expected_likes_p50, expected_likes_p75 = excluded.expected_likes_p75,
                expected_likes_p90 = excluded.expected_likes_p90,
                expected_comments_p10 = excluded.expected_comments_p10,
                expected_comments_p25 = excluded.expected_comments_p25,
                expected_comments_p50 = excluded.expected_comments_p50,
                expected_comments_p75 = excluded.expected_comments_p75,
                expected_comments_p90 = excluded.expected_comments_p90,
                channel_videos = excluded.channel_videos, channel_like_rate = excluded.channel_like_rate,
                channel_comment_rate = excluded.channel_comment_rate,
                channel_usual_uploads = excluded.channel_usual_uploads,
                channel_usual_views = excluded.channel_usual_views,
                channel_usual_age_days = excluded.channel_usual_age_days,
                channel_usual_duration_s = excluded.channel_usual_duration_s
            """;

    private static final String MAKE_PARTITIONS =
            "SELECT ratio_fixer_make_sample_partition(day) FROM unnest($1::date[]) AS day ORDER BY day";

    private final SqlClient client;
    private final String node;
    private final Set<LocalDate> days = ConcurrentHashMap.newKeySet();

    /** @param node the name that campaigns are leased to on this node */
    public SampleWriter(SqlClient client, String node) {
        this.client = client;
        this.node = node;
    }

    /** Writes them; at most one of each campaign and instant. */
    public Future<Void> append(List<PendingSample> readings) {
        if (readings.isEmpty()) {
            return Future.succeededFuture();
        }
        return makePartitions(readings)
                .compose(made -> client.preparedQuery(APPEND_SAMPLES)
                        .execute(columns(readings).addString(node)))
                .<Void>mapEmpty()
                // A partition that retention or a person dropped is made again at the next try.
                .onFailure(failed -> days.clear());
    }

    private Future<Void> makePartitions(List<PendingSample> readings) {
        Set<LocalDate> missing = readings.stream()
                .map(reading -> reading.sample().at().atOffset(ZoneOffset.UTC).toLocalDate())
                .filter(day -> !days.contains(day))
                .collect(Collectors.toSet());
        if (missing.isEmpty()) {
            return Future.succeededFuture();
        }
        return client.preparedQuery(MAKE_PARTITIONS)
                .execute(Tuple.tuple().addArrayOfLocalDate(missing.toArray(new LocalDate[0])))
                .onSuccess(made -> days.addAll(missing))
                .mapEmpty();
    }

    private static Tuple columns(List<PendingSample> readings) {
        return new Columns<>(readings)
                .text(PendingSample::campaignId)
                .time(reading -> reading.sample().at())
                .number(reading -> reading.sample().counters().views())
                .number(reading -> reading.sample().counters().likes())
                .number(reading -> reading.sample().counters().comments())
                .text(reading -> EnumText.of(reading.sample().countingRegime()))
                .flag(reading -> reading.sample().corrected())
                .real(likes(Quantiles::p10))
                .real(likes(Quantiles::p25))
                .real(likes(Quantiles::p50))
                .real(likes(Quantiles::p75))
                .real(likes(Quantiles::p90))
                .real(comments(Quantiles::p10))
                .real(comments(Quantiles::p25))
                .real(comments(Quantiles::p50))
                .real(comments(Quantiles::p75))
                .real(comments(Quantiles::p90))
                // Null where the channel was not read: no uploads is something else.
                .number(reading -> reading.channel().wasRead()
                        ? (long) reading.channel().history().videos()
                        : null)
                .real(reading -> real(reading.channel().history().likeRate()))
                .real(reading -> real(reading.channel().history().commentRate()))
                .number(reading -> uploads(reading.channel().history().usual()))
                .real(usual(UsualUpload::views))
                .real(usual(UsualUpload::ageDays))
                .real(usual(UsualUpload::durationSeconds))
                .number(PendingSample::epoch)
                .tuple();
    }

    private static @Nullable Float real(@Nullable Double value) {
        return value == null ? null : value.floatValue();
    }

    private static @Nullable Long uploads(@Nullable UsualUpload usual) {
        return usual == null ? null : (long) usual.uploads();
    }

    private static Function<PendingSample, @Nullable Float> usual(Function<UsualUpload, Double> part) {
        return reading -> {
            UsualUpload usual = reading.channel().history().usual();
            return usual == null ? null : part.apply(usual).floatValue();
        };
    }

    private static Function<PendingSample, @Nullable Float> likes(Function<Quantiles, Double> quantile) {
        return reading -> reading.expectation() == null
                ? null
                : quantile.apply(reading.expectation().likes()).floatValue();
    }

    private static Function<PendingSample, @Nullable Float> comments(Function<Quantiles, Double> quantile) {
        return reading -> reading.expectation() == null
                ? null
                : quantile.apply(reading.expectation().comments()).floatValue();
    }

    /**
     * A sample of a campaign on its way to the database, with what was expected and known of its channel then.
     *
     * @param epoch under which it was taken
     */
    public record PendingSample(
            String campaignId,
            long epoch,
            Sample sample,
            @Nullable Expectation expectation,
            ChannelKnowledge channel) {}

    /** A row of {@code youtube_campaign_samples} as the reading that it is. */
    public static final class SampleRow {
        private SampleRow() {}

        public static ExpectedSample expected(Row row) {
            Sample sample = new Sample(
                    row.getOffsetDateTime("sampled_at").toInstant(),
                    new Counters(row.getLong("views"), row.getLong("likes"), row.getLong("comments")),
                    EnumText.to(CountingRegime.class, row.getString("counting_regime")),
                    row.getBoolean("corrected"));
            return new ExpectedSample(sample, quantiles(row, "expected_likes_"), quantiles(row, "expected_comments_"));
        }

        private static @Nullable Quantiles quantiles(Row row, String prefix) {
            if (row.getFloat(prefix + "p10") == null) {
                return null;
            }
            return new Quantiles(
                    row.getFloat(prefix + "p10"),
                    row.getFloat(prefix + "p25"),
                    row.getFloat(prefix + "p50"),
                    row.getFloat(prefix + "p75"),
                    row.getFloat(prefix + "p90"));
        }
    }
}
