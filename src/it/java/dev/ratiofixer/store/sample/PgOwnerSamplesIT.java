package dev.ratiofixer.store.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratiofixer.campaign.Campaign;
import dev.ratiofixer.campaign.CampaignSnapshot;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignTerms;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.model.Features;
import dev.ratiofixer.model.ModelFile;
import dev.ratiofixer.model.training.DataException;
import dev.ratiofixer.model.training.EngagementData;
import dev.ratiofixer.model.training.EngagementData.EngagementRow;
import dev.ratiofixer.model.training.TrainCommand;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.store.StoreFixtures;
import dev.ratiofixer.store.campaign.PgCampaignStore;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import io.vertx.sqlclient.Tuple;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From what campaigns wrote to what a model learns from, and to the model. */
class PgOwnerSamplesIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Instant PUBLISHED = Instant.parse("2026-09-01T18:00:00Z");
    private static final ChannelHistory HISTORY = new ChannelHistory(17, 0.5, null);

    private final PgOwnerSamples samples = new PgOwnerSamples(POSTGRES.database());
    private PgCampaignStore store;
    private int videos;

    @BeforeEach
    void cleanTables() {
        run("TRUNCATE ratio_fixer_campaigns, youtube_campaigns, youtube_campaign_samples CASCADE");
        store = new PgCampaignStore(POSTGRES.vertx(), POSTGRES.database(), lost -> {});
    }

    private static void run(String sql) {
        Waiting.on(POSTGRES.database().pool().preparedQuery(sql).execute(Tuple.tuple()));
    }

    private Campaign campaign(String channel, @Nullable String consentOf, Instant published, VideoForm form) {
        Campaign like = StoreFixtures.campaign();
        VideoFacts video = new VideoFacts(
                new VideoId(String.format(Locale.ROOT, "w%010d", videos++)),
                "a song",
                channel,
                published,
                Duration.ofMillis(204_500),
                form,
                Category.MUSIC);
        CampaignTerms terms = like.terms();
        Consent consent = consentOf == null ? null : new Consent(consentOf, PUBLISHED, PUBLISHED.plusSeconds(9));
        Campaign campaign = new Campaign(
                like.id(),
                0,
                video,
                new CampaignTerms(
                        terms.campaignName(),
                        null,
                        null,
                        null,
                        null,
                        terms.mode(),
                        null,
                        terms.completeWhen(),
                        consent),
                published);
        Waiting.on(store.insert(campaign, StoreFixtures.fresh(), "n1", null));
        return Waiting.on(store.find(campaign.id())).orElseThrow().campaign();
    }

    private void sample(Campaign campaign, Duration age, Counters counters, ChannelHistory history) {
        Sample sample =
                new Sample(campaign.video().publishedAt().plus(age), counters, CountingRegime.FIRST_FRAME, false);
        CampaignSnapshot some = StoreFixtures.snapshot(CampaignStatus.RUNNING, sample);
        store.saveBehind(
                campaign,
                new CampaignSnapshot(
                        some.status(),
                        sample,
                        some.expectation(),
                        some.shortfall(),
                        some.orders(),
                        some.spend(),
                        null,
                        sample.at(),
                        null,
                        List.of(),
                        ChannelKnowledge.of(history, sample.at()),
                        null,
                        CampaignSnapshot.PolicyRequestTimes.NEVER));
    }

    private List<EngagementRow> of(String owner) {
        Waiting.on(store.drain());
        return samples.of(owner);
    }

    @Test
    void a_reading_says_all_that_the_model_was_asked_with() {
        Campaign campaign = campaign("UCa", "label a", PUBLISHED, VideoForm.SHORT);
        sample(campaign, Duration.ofHours(36), new Counters(1_000L, null, 7L), HISTORY);

        assertThat(of("label a"))
                .containsExactly(new EngagementRow(
                        -1,
                        1,
                        new Features(
                                1_000,
                                1.5,
                                204,
                                VideoForm.SHORT,
                                CountingRegime.FIRST_FRAME,
                                Category.MUSIC,
                                HISTORY,
                                PUBLISHED),
                        null,
                        7L));
    }

    @Test
    void a_day_of_a_video_counts_once_with_its_last_sample() {
        Campaign campaign = campaign("UCa", "label a", PUBLISHED, VideoForm.VIDEO);
        for (int hour = 0; hour <= 30; hour++) {
            sample(campaign, Duration.ofHours(hour), new Counters(100L + hour, 1L, 1L), HISTORY);
        }

        // Published at 18:00: hours 0 to 5 lie in the first day, 6 to 29 in the second, 30 in the third.
        assertThat(of("label a")).extracting(r -> r.features().views()).containsExactly(105L, 129L, 130L);
    }

    @Test
    void nobody_learns_from_another_owners_channels() {
        for (String owner : List.of("label a", "label b")) {
            Campaign own = campaign("UC of " + owner, owner, PUBLISHED, VideoForm.VIDEO);
            sample(own, Duration.ofDays(1), new Counters("label a".equals(owner) ? 1L : 2L, 1L, 1L), HISTORY);
        }
        Campaign nobodys = campaign("UCx", null, PUBLISHED, VideoForm.VIDEO);
        sample(nobodys, Duration.ofDays(1), new Counters(3L, 1L, 1L), HISTORY);
        for (String owner : List.of("label a", "label b")) {
            Campaign disputed = campaign("UCd", owner, PUBLISHED, VideoForm.VIDEO);
            sample(disputed, Duration.ofDays(1), new Counters(4L, 1L, 1L), HISTORY);
        }

        assertThat(of("label a")).extracting(r -> r.features().views()).containsExactly(1L);
        assertThat(of("label b")).extracting(r -> r.features().views()).containsExactly(2L);
        assertThat(of("UCx")).extracting(r -> r.features().views()).containsExactly(3L);
        assertThat(of("UCd")).extracting(r -> r.features().views()).containsExactly(4L, 4L);
    }

    @Test
    void an_owner_without_samples_is_told_what_to_give() {
        Campaign campaign = campaign("UCa", "label a", PUBLISHED, VideoForm.VIDEO);
        sample(campaign, Duration.ofDays(1), new Counters(null, 5L, 5L), HISTORY);
        sample(campaign, Duration.ofDays(2), new Counters(9L, 5L, 5L), HISTORY);
        Waiting.on(store.drain());
        run("UPDATE youtube_campaign_samples SET channel_videos = NULL WHERE views = 9");

        assertThatThrownBy(() -> of("label a"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("consent.granted_by");
    }

    @Test
    void a_channel_that_is_liked_more_than_its_history_says_gets_a_better_model(@TempDir Path directory) {
        Map<Instant, List<EngagementRow>> byVideo = EngagementData.shipped().stream()
                .filter(r -> r.channel() == 115 && r.likes() != null && r.comments() != null)
                .collect(Collectors.groupingBy(
                        r -> Objects.requireNonNull(r.features().publishedAt()), TreeMap::new, Collectors.toList()));
        byVideo.entrySet().stream().skip(Math.max(0, byVideo.size() - 90)).forEach(video -> {
            Instant published = video.getKey();
            List<EngagementRow> readings = video.getValue();
            Campaign campaign = campaign(
                    "UCa", "label a", published, readings.getFirst().features().form());
            readings.forEach(r -> sample(
                    campaign,
                    Duration.ofDays(Math.round(r.features().ageDays())),
                    new Counters(r.features().views(), 3 * Objects.requireNonNull(r.likes()), r.comments()),
                    r.features().channel()));
        });
        Waiting.on(store.drain());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Path file = directory.resolve("own.zip");

        int code = new CommandLine(new TrainCommand(samples))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("--from-database", "--owner", "label a", "--out", file.toString());

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString()).contains("owner label a: learned from").contains("installed");
        assertThat(ModelFile.read(file).manifest().version())
                .isNotEqualTo(ModelFile.shipped().manifest().version());
    }
}
