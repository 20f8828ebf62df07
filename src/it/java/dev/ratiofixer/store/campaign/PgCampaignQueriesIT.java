package dev.ratiofixer.store.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.query.CampaignFilter;
import dev.ratiofixer.campaign.query.ExpectedSample;
import dev.ratiofixer.campaign.query.ListedCampaign;
import dev.ratiofixer.campaign.query.Page;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.campaign.query.SampleRange;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.store.StoreFixtures;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.ChannelKnowledge.Empty;
import dev.ratiofixer.video.ChannelKnowledge.Known;
import dev.ratiofixer.video.ChannelKnowledge.Unreadable;
import dev.ratiofixer.video.Sample;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgCampaignQueriesIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final CampaignFilter ALL = new CampaignFilter(Set.of(), null, null, null, 0);

    private final PgCampaignQueries queries = new PgCampaignQueries(POSTGRES.database());
    private PgCampaignStore store;

    @BeforeEach
    void cleanTables() {
        run("TRUNCATE ratio_fixer_campaigns, youtube_campaigns, youtube_campaign_samples CASCADE", Tuple.tuple());
        store = new PgCampaignStore(POSTGRES.vertx(), POSTGRES.database(), lost -> {});
    }

    private static void run(String sql, Tuple arguments) {
        Waiting.on(POSTGRES.database().pool().preparedQuery(sql).execute(arguments));
    }

    private Campaign campaign(String videoId, CampaignSnapshot snapshot) {
        Campaign campaign = StoreFixtures.campaign(videoId);
        Waiting.on(store.insert(campaign, snapshot, "n1", null));
        return campaign;
    }

    private Page<ListedCampaign> page(CampaignFilter filter, @Nullable String after, int limit) {
        return Waiting.on(queries.campaigns(filter, new PageRequest(after, limit)));
    }

    @Test
    void pagesThroughEveryCampaignOnceAlsoWhereTheyStartedTogether() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ids.add(campaign("video00000" + (char) ('A' + i), StoreFixtures.fresh())
                    .id());
        }
        List<String> seen = new ArrayList<>();
        @Nullable String next = null;
        do {
            Page<ListedCampaign> page = page(ALL, next, 10);
            page.items().forEach(item -> seen.add(item.view().campaign().id()));
            next = page.next();
        } while (next != null);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void filters() {
        Campaign running = campaign("video000001", StoreFixtures.sampled(StoreFixtures.NOW, 10));
        campaign("video000002", StoreFixtures.snapshot(CampaignStatus.STOPPED, null));
        assertThat(page(CampaignFilter.LIVE, null, 10).items())
                .singleElement()
                .satisfies(item -> assertThat(item.view().campaign().id()).isEqualTo(running.id()));
        assertThat(page(new CampaignFilter(Set.of(), null, "video000002", null, 0), null, 10)
                        .items())
                .hasSize(1);
        assertThat(page(new CampaignFilter(Set.of(), null, null, "SONG’s", 0), null, 10)
                        .items())
                .hasSize(2);
        assertThat(page(new CampaignFilter(Set.of(), null, null, "100%", 0), null, 10)
                        .items())
                .isEmpty();
    }

    @Test
    void tellsTheNewestReadingOfAChannelThatALiveCampaignOfAVideoHas() {
        ChannelHistory newest = new ChannelHistory(20, 0.0625, null);
        String channel =
                knowing(CampaignStatus.RUNNING, new Known(new ChannelHistory(3, 0.5, 0.25), StoreFixtures.NOW));
        knowing(CampaignStatus.PAUSED, new Known(newest, StoreFixtures.NOW.plusMillis(36_500)));
        knowing(CampaignStatus.RUNNING, new Empty(StoreFixtures.NOW.plusSeconds(36)));
        knowing(CampaignStatus.RUNNING, new Unreadable("YouTube answered 503", StoreFixtures.NOW.plusSeconds(90)));
        knowing(CampaignStatus.STOPPED, new Empty(StoreFixtures.NOW.plusSeconds(90)));
        run("UPDATE ratio_fixer_campaigns SET video_form = 'video'", Tuple.tuple());
        knowing(CampaignStatus.RUNNING, new Empty(StoreFixtures.NOW.plusSeconds(90)));

        assertThat(Waiting.on(queries.channel(channel)))
                .isEqualTo(new Known(newest, StoreFixtures.NOW.plusMillis(36_500)));
        assertThat(Waiting.on(queries.channel("UCnobody"))).isEqualTo(ChannelKnowledge.unread());
    }

    /** A campaign of a Short that knows its channel; returns the channel's id. */
    private String knowing(CampaignStatus status, ChannelKnowledge channel) {
        Campaign campaign = StoreFixtures.campaign();
        CampaignSnapshot some = StoreFixtures.snapshot(status, null);
        CampaignSnapshot snapshot = new CampaignSnapshot(
                some.status(),
                null,
                null,
                some.shortfall(),
                some.orders(),
                some.spend(),
                some.stoppedAt(),
                null,
                null,
                List.of(),
                channel,
                null,
                new CampaignSnapshot.PolicyRequestTimes(Instant.EPOCH, Instant.EPOCH));
        Waiting.on(store.insert(campaign, snapshot, "n1", null));
        return campaign.video().channelId();
    }

    @Test
    void refusesPagesOfAnotherList() {
        assertThatThrownBy(() -> page(ALL, "nonsense", 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listsSamplesNewestFirstWithWhatWasExpected() {
        Campaign campaign = campaign("video000001", StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(36 * 9), 9));
        samples(campaign, 10);
        Page<ExpectedSample> first = samples(campaign, null, null, null, 4);
        assertThat(first.items())
                .extracting(item -> item.sample().counters().views())
                .containsExactly(9L, 8L, 7L, 6L);
        assertThat(first.items().getFirst().likes()).isNotNull();
        assertThat(first.items().getLast().sample().counters().likes()).isNull();
        assertThat(samples(campaign, null, null, first.next(), 100).items()).hasSize(6);
        assertThat(samples(campaign, StoreFixtures.NOW.plusSeconds(36), StoreFixtures.NOW.plusSeconds(108), null, 100)
                        .items())
                .extracting(item -> item.sample().counters().views())
                .containsExactly(2L, 1L);
    }

    private Page<ExpectedSample> samples(
            Campaign campaign, @Nullable Instant from, @Nullable Instant to, @Nullable String after, int limit) {
        return Waiting.on(
                queries.samples(campaign.id(), new SampleRange(from, to, null), new PageRequest(after, limit)));
    }

    @Test
    void thinsALongSeriesEvenly() {
        Campaign campaign =
                campaign("video000001", StoreFixtures.sampled(StoreFixtures.NOW.plusSeconds(36 * 999), 999));
        samples(campaign, 1000);
        List<ExpectedSample> thinned = Waiting.on(
                        queries.samples(campaign.id(), new SampleRange(null, null, 11), new PageRequest(null, 1000)))
                .items();
        assertThat(thinned).hasSize(11);
        assertThat(thinned.getFirst().sample().counters().views()).isEqualTo(999);
        assertThat(thinned.getLast().sample().counters().views()).isZero();
        assertThat(page(new CampaignFilter(Set.of(), null, null, null, 5), null, 10)
                        .items()
                        .getFirst()
                        .sparkline())
                .hasSize(5);
        assertThat(Waiting.on(queries.samples("none", new SampleRange(null, null, 11), new PageRequest(null, 10)))
                        .items())
                .isEmpty();
    }

    private static void samples(Campaign campaign, int count) {
        run(
                "SELECT ratio_fixer_make_sample_partition($1)",
                Tuple.of(StoreFixtures.NOW.atOffset(ZoneOffset.UTC).toLocalDate()));
        for (int i = 0; i < count; i++) {
            Sample sample = StoreFixtures.sampled(StoreFixtures.NOW.plus(Duration.ofSeconds(36L * i)), i)
                    .lastSample();
            run(
                    """
                    INSERT INTO youtube_campaign_samples (campaign_id, sampled_at, views, likes, comments, counting_regime,
                        corrected, expected_likes_p10, expected_likes_p25, expected_likes_p50, expected_likes_p75,
                        expected_likes_p90)
                    VALUES ($1, $2, $3, NULL, 0, 'first_frame', false, 1, 2, 3, 4, 5)
                    """,
                    Tuple.of(
                            campaign.id(),
                            java.util.Objects.requireNonNull(sample).at().atOffset(ZoneOffset.UTC),
                            (long) i));
        }
    }
}
