package dev.ratiofixer.store.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignStore.Inserted;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.StoreFixtures;
import dev.ratiofixer.store.campaign.PgCampaignStore;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No sample is kept longer than allowed, and none is dropped a day before it must. */
class SampleRetentionIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant BEGIN = Instant.parse("2024-02-01T00:00:00Z");
    private static final Duration ALLOWED = Duration.ofDays(30);
    private static final Duration CHECKED_EVERY = Duration.ofHours(6);

    private final PgCampaignStore store = new PgCampaignStore(POSTGRES.vertx(), POSTGRES.database(), gone -> {});

    @Test
    void noSampleGetsOlderThanAllowedBetweenTwoChecks() {
        Campaign campaign = insert();
        for (int hour = 0; hour < 24 * 3; hour += 3) {
            store.saveBehind(campaign, StoreFixtures.sampled(BEGIN.plus(Duration.ofHours(hour)), hour));
        }
        Waiting.on(store.drain());

        for (int check = 0; check < 4 * 36; check++) {
            Instant now = BEGIN.plus(CHECKED_EVERY.multipliedBy(check));
            Waiting.on(new SampleRetention(POSTGRES.database()).drop(now, ALLOWED));
            Instant nextCheck = now.plus(CHECKED_EVERY);
            List<Instant> kept = samples(campaign);
            assertThat(kept).noneMatch(at -> at.isBefore(nextCheck.minus(ALLOWED)));
            if (!kept.isEmpty()) {
                assertThat(kept).hasSizeGreaterThanOrEqualTo(8);
            }
        }
        assertThat(samples(campaign)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"STOPPED, true", "PAUSED, true", "RUNNING, false"})
    void theLastReadingIsForgottenWhereNoNewOneComes(CampaignStatus status, boolean forgotten) {
        Campaign campaign = insert();
        CampaignSnapshot sampled = StoreFixtures.sampled(BEGIN, 7);
        Waiting.on(store.save(campaign, as(status, sampled)));

        Waiting.on(new SampleRetention(POSTGRES.database()).drop(BEGIN.plus(ALLOWED), ALLOWED));

        CampaignSnapshot kept =
                Waiting.on(store.find(campaign.id())).orElseThrow().snapshot();
        assertThat(kept.lastSample() == null).isEqualTo(forgotten);
        assertThat(kept.expectation() == null).isEqualTo(forgotten);
        assertThat(kept.status()).isEqualTo(status);
    }

    private static CampaignSnapshot as(CampaignStatus status, CampaignSnapshot now) {
        return new CampaignSnapshot(
                status,
                now.lastSample(),
                now.expectation(),
                now.shortfall(),
                now.orders(),
                now.spend(),
                null,
                now.lastCheck(),
                null,
                now.problems());
    }

    private Campaign insert() {
        Inserted inserted = Waiting.on(store.insert(StoreFixtures.campaign(), StoreFixtures.fresh(), "n1", null));
        return ((Inserted.Fresh) inserted).campaign();
    }

    private static List<Instant> samples(Campaign campaign) {
        RowSet<Row> rows = Waiting.on(POSTGRES.database()
                .pool()
                .preparedQuery("SELECT sampled_at FROM youtube_campaign_samples WHERE campaign_id = $1")
                .execute(Tuple.of(campaign.id())));
        List<Instant> times = new ArrayList<>();
        rows.forEach(row -> times.add(row.getOffsetDateTime(0).toInstant()));
        return times;
    }
}
