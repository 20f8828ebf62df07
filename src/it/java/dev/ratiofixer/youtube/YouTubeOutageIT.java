package dev.ratiofixer.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.WatchEvent.SamplingInterrupted;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome.Described;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome.NotDescribed;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeVideo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each failure of the upstream does to polling, over a real socket. */
class YouTubeOutageIT {
    private static final VideoId VIDEO = new VideoId("aaaaaaaaaaa");

    private PollingTestBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = PollingTestBench.open();
        bench.standIn.catalog.add(VIDEO.value(), "UCone", "2026-09-01T10:00:00Z");
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofMinutes(2));
        assertThat(bench.news("here")).isNotEmpty().allMatch(Sampled.class::isInstance);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void quotaExceededStopsPollingUntilMidnightInThePacific() throws Exception {
        bench.standIn.always(Hostile.refusing(403, "quotaExceeded"));
        bench.run(Duration.ofMinutes(5));
        int calls = bench.standIn.calls.size();
        bench.run(Duration.ofHours(5));

        // Whether Google gave more is looked after every quarter of an hour, for each bucket.
        assertThat(bench.standIn.calls.size() - calls).isBetween(20, 48);
        assertThat(bench.news("here")).singleElement().isInstanceOfSatisfying(SamplingInterrupted.class, news -> {
            assertThat(news.trouble()).isEqualTo(WatchError.QUOTA_EXHAUSTED);
            assertThat(news.detail()).contains("2026-11-11T08:00:00Z", "the last numbers are of 2026-11-10T08:");
        });
        assertThat(bench.health().available()).isFalse();

        bench.standIn.truthful();
        bench.run(Duration.between(bench.time.instant(), Instant.parse("2026-11-11T08:01:00Z")));
        assertThat(bench.news("here")).isNotEmpty().allMatch(Sampled.class::isInstance);
        assertThat(bench.health().available()).isTrue();
    }

    @Test
    void aQuotaThatGoogleGivesBackIsNoticedWithinAQuarterOfAnHour() throws Exception {
        bench.standIn.always(Hostile.refusing(403, "quotaExceeded"));
        bench.run(Duration.ofHours(3));
        assertThat(bench.health().problem())
                .contains("what YouTube allows in a day is used up", "after Google gives more");
        bench.news("here");

        bench.standIn.truthful();
        bench.run(Duration.ofMinutes(17));
        assertThat(bench.news("here")).isNotEmpty().allMatch(Sampled.class::isInstance);
        assertThat(bench.health().available()).isTrue();
        int calls = bench.standIn.calls.size();
        bench.run(Duration.ofHours(1));
        assertThat(bench.standIn.calls.size() - calls).isBetween(95, 105);
    }

    @Test
    void oneBucketThatIsUsedUpLeavesTheOther() throws Exception {
        bench.standIn.limit("stats_calls", bench.standIn.used("stats_calls"));
        bench.run(Duration.ofMinutes(30));
        bench.news("here");
        bench.run(Duration.ofMinutes(30));

        assertThat(bench.news("here")).hasSizeBetween(48, 52).allMatch(Sampled.class::isInstance);
    }

    @Test
    void aRestartDoesNotForgetThatTheQuotaIsExceeded() throws Exception {
        bench.standIn.always(Hostile.refusing(403, "quotaExceeded"));
        bench.run(Duration.ofMinutes(5));
        bench.undeploy();
        bench.deploy(bench.settings(10_000, 10_000));
        int calls = bench.standIn.calls.size();
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofHours(1));

        assertThat(bench.standIn.calls.size() - calls).isBetween(2, 14);
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        Instant asked = bench.time.instant();
        bench.standIn.next(Hostile.tooMany("600"));
        bench.run(Duration.ofMinutes(9));
        assertThat(bench.news("here").stream().map(Sampled.class::cast))
                .allMatch(news -> news.sample().at().isBefore(asked.plus(Duration.ofMinutes(1))));
        bench.run(Duration.ofMinutes(3));

        assertThat(bench.news("here")).isNotEmpty().allMatch(Sampled.class::isInstance);
    }

    @Test
    void rateLimitsAreMetWithLongerAndLongerPauses() throws Exception {
        bench.standIn.always(Hostile.refusing(403, "rateLimitExceeded"));
        int before = bench.standIn.calls.size();
        bench.run(Duration.ofHours(1));

        assertThat(bench.standIn.calls.size() - before).isBetween(15, 40);
        assertThat(bench.news("here"))
                .singleElement()
                .isInstanceOfSatisfying(
                        SamplingInterrupted.class,
                        news -> assertThat(news.detail()).contains("asked too often"));
    }

    @Test
    void anInvalidKeyIsTriedAgainAfterGrowingPausesAndAtOnceWhenItChanges() throws Exception {
        bench.standIn.acceptedKey = "another";
        bench.run(Duration.ofMinutes(2));
        int calls = bench.standIn.calls.size();
        bench.run(Duration.ofDays(1));

        assertThat(bench.standIn.calls.size() - calls).isBetween(90, 200);
        assertThat(bench.news("here")).singleElement().isInstanceOfSatisfying(SamplingInterrupted.class, news -> {
            assertThat(news.trouble()).isEqualTo(WatchError.KEY_INVALID);
            assertThat(news.detail()).contains("YOUTUBE_API_KEY").doesNotContain(StandIn.KEY);
        });
        assertThat(bench.ask(new DescribeVideo(VIDEO)))
                .isInstanceOfSatisfying(
                        NotDescribed.class,
                        refused -> assertThat(refused.trouble()).isEqualTo(WatchError.KEY_INVALID));

        bench.key = "another";
        bench.run(Duration.ofMinutes(1));
        assertThat(bench.news("here")).isNotEmpty().allMatch(Sampled.class::isInstance);
    }

    /** Google says so for minutes after the API was enabled or the key made. */
    @Test
    void aKeyThatIsRefusedForAWhileIsTakenAgainWithoutAChange() throws Exception {
        bench.standIn.always(Hostile.refusing(403, "accessNotConfigured"));
        bench.run(Duration.ofMinutes(20));
        assertThat(bench.health().problem()).contains("enables the YouTube Data API v3");
        bench.news("here");

        bench.standIn.truthful();
        bench.run(Duration.ofMinutes(16));
        assertThat(bench.news("here")).isNotEmpty().allMatch(Sampled.class::isInstance);
        assertThat(bench.health().available()).isTrue();
    }

    /** A refused key was never tried again where no video was watched. */
    @Test
    void aLookUpFindsOutThatTheKeyIsGoodAgain() throws Exception {
        bench.unwatch(VIDEO, "here");
        bench.standIn.always(Hostile.refusing(400, "keyInvalid"));
        assertThat(bench.ask(new DescribeVideo(VIDEO))).isInstanceOf(NotDescribed.class);
        bench.standIn.truthful();

        bench.run(Duration.ofMinutes(16));
        assertThat(bench.ask(new DescribeVideo(VIDEO))).isInstanceOf(Described.class);
    }

    @Test
    void theBreakerOpensAfterFailuresInARowAndClosesAfterASuccess() throws Exception {
        bench.standIn.always(Hostile.text(500, "<html>sorry</html>"));
        bench.run(Duration.ofMinutes(10));

        assertThat(bench.health().breaker()).isNotEqualTo("closed");
        assertThat(bench.news("here")).singleElement().isInstanceOfSatisfying(SamplingInterrupted.class, news -> {
            assertThat(news.trouble()).isEqualTo(WatchError.UPSTREAM_DOWN);
            assertThat(news.detail()).contains("YouTube has a fault of its own now (500)");
        });
        int failed = bench.standIn.calls.size();

        bench.standIn.truthful();
        bench.runUntilHeard("here", Sampled.class);
        assertThat(bench.health().breaker()).isEqualTo("closed");
        assertThat(failed).isLessThan(30);
    }

    @Test
    void aDescriptionIsRefusedAtOnceWhileTheUpstreamIsDown() throws Exception {
        bench.standIn.always(Hostile::drop);
        bench.run(Duration.ofMinutes(10));

        assertThat(bench.ask(new DescribeVideo(VIDEO)))
                .isInstanceOfSatisfying(
                        NotDescribed.class,
                        refused -> assertThat(refused.trouble()).isEqualTo(WatchError.UPSTREAM_DOWN));
    }

    @Test
    void withoutTheLedgerNothingIsAsked() throws Exception {
        bench.ledger.down(true);
        bench.run(Duration.ofHours(1));
        int calls = bench.standIn.calls.size();
        bench.run(Duration.ofHours(1));

        assertThat(bench.standIn.calls).hasSize(calls);
        assertThat(bench.health().problem()).contains("how much YouTube allows today");
        assertThat(bench.news("here")).last().isInstanceOf(SamplingInterrupted.class);

        bench.ledger.down(false);
        bench.run(Duration.ofMinutes(2));
        assertThat(bench.news("here")).isNotEmpty().allMatch(Sampled.class::isInstance);
        assertThat(bench.health().problem()).isNull();
    }

    @Test
    void aVideoThatWasGoneIsPolledAsUsualAfterItsReturnAlsoIfAllWereInTroubleMeanwhile() throws Exception {
        VideoId other = new VideoId("bbbbbbbbbbb");
        bench.standIn.catalog.add(other.value(), "UCone", "2026-09-01T10:00:00Z");
        bench.watch(other, "there");
        StandInCatalog.Clip gone = Objects.requireNonNull(bench.standIn.catalog.clips.remove(VIDEO.value()));
        bench.run(Duration.ofMinutes(3));
        assertThat(bench.news("here")).last().isInstanceOf(SamplingInterrupted.class);
        bench.ledger.down(true);
        bench.run(Duration.ofHours(1));
        assertThat(bench.news("here")).last().isInstanceOf(SamplingInterrupted.class);

        bench.ledger.down(false);
        bench.standIn.catalog.put(gone);
        bench.run(Duration.ofMinutes(40));
        bench.news("here");
        bench.run(Duration.ofMinutes(10));
        assertThat(bench.news("here")).hasSizeBetween(15, 18).allMatch(Sampled.class::isInstance);
    }

    @Test
    void everyFailedCallIsPaidFor() throws Exception {
        bench.standIn.next(Hostile::drop);
        bench.standIn.next(Hostile::halfABody);
        bench.standIn.next(Hostile.text(503, ""));
        bench.run(Duration.ofMinutes(10));
        bench.undeploy();

        PacificDay day = PacificDay.of(bench.time.instant());
        assertThat(bench.standIn.used("units") + bench.standIn.used("stats_calls"))
                .isEqualTo(bench.ledger.used(day));
    }

    @Test
    void aVideoThatIsWatchedDuringATroubleHearsOfIt() throws Exception {
        bench.standIn.acceptedKey = "another";
        bench.run(Duration.ofMinutes(2));
        bench.watch(new VideoId("bbbbbbbbbbb"), "there");
        bench.run(Duration.ofSeconds(1));

        assertThat(bench.news("there")).map(WatchEvent::video).isEqualTo(List.of(new VideoId("bbbbbbbbbbb")));
    }
}
