package dev.ratiofixer.store.sample;

import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.store.EnumText;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/** A row of {@code youtube_campaign_samples} as the reading that it is. */
public final class SampleRow {
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
