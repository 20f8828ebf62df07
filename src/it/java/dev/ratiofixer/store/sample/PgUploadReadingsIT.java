package dev.ratiofixer.store.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.history.UploadRecord.CountersAt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgUploadReadingsIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant AT = Instant.parse("2026-08-20T10:00:00Z");
    private static final Map<VideoId, List<CountersAt>> READINGS = Map.of(
            new VideoId("aaaaaaaaaaa"),
            List.of(
                    new CountersAt(AT, new Counters(1_000L, 50L, null)),
                    new CountersAt(AT.plus(Duration.ofDays(9)), new Counters(1_200L, null, 3L))),
            new VideoId("bbbbbbbbbbb"),
            List.of(new CountersAt(AT.plus(Duration.ofDays(9)), new Counters(null, null, null))));

    private final PgUploadReadings store = new PgUploadReadings(POSTGRES.database());

    @Test
    void givesBackWhatWasKeptLast() {
        Waiting.on(store.keep("UCone", Map.of(new VideoId("ccccccccccc"), READINGS.get(new VideoId("aaaaaaaaaaa")))));
        Waiting.on(store.keep("UCone", READINGS));

        assertThat(Waiting.on(store.find("UCone"))).isEqualTo(READINGS);
        assertThat(Waiting.on(store.find("UCother"))).isEmpty();
    }

    @Test
    void forgetsWithTheRetention() {
        Waiting.on(store.keep("UCold", READINGS));
        SampleRetention retention = new SampleRetention(POSTGRES.database());

        Waiting.on(retention.drop(AT.plus(Duration.ofDays(29)), Duration.ofDays(30)));
        assertThat(Waiting.on(store.find("UCold"))).isEqualTo(READINGS);

        Waiting.on(retention.drop(AT.plus(Duration.ofDays(30)), Duration.ofDays(30)));
        assertThat(Waiting.on(store.find("UCold"))).isEmpty();
    }
}
