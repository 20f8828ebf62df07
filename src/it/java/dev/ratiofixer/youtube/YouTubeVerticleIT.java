package dev.ratiofixer.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome.Described;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeOutcome.NotDescribed;
import dev.ratiofixer.youtube.YouTubeRequest.DescribeVideo;
import dev.ratiofixer.youtube.YouTubeRequest.Unwatch;
import dev.ratiofixer.youtube.YouTubeRequest.Watch;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class YouTubeVerticleIT {
    private static final VideoId VIDEO = new VideoId("aaaaaaaaaaa");

    private PollingTestBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = PollingTestBench.open();
        bench.standIn.catalog.add(VIDEO.value(), "UCone", "2026-09-01T10:00:00Z");
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void describesAVideo() throws Exception {
        Described described = (Described) bench.ask(new DescribeVideo(VIDEO));

        assertThat(described.facts().title()).isEqualTo("Title of aaaaaaaaaaa");
        assertThat(described.facts().duration()).isEqualTo(Duration.ofSeconds(213));
        assertThat(described.facts().form()).isEqualTo(VideoForm.VIDEO);
        assertThat(described.sample().counters().likes()).isEqualTo(40);
    }

    @Test
    void theFirstSampleOfADescribedVideoComesOnceAndWithItsChannelsEarlierUploads() throws Exception {
        bench.standIn.catalog.add("bbbbbbbbbbb", "UCone", "2026-08-01T10:00:00Z");
        bench.standIn.catalog.add("ccccccccccc", "UCone", "2026-10-01T10:00:00Z");
        Described described = (Described) bench.ask(new DescribeVideo(VIDEO));
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofSeconds(20));

        assertThat(bench.heard("here")).singleElement().isInstanceOfSatisfying(Sampled.class, first -> {
            assertThat(first.sample()).isEqualTo(described.sample());
            assertThat(first.channel().history().videos()).isEqualTo(1);
            assertThat(first.channel().history().likeRate()).isCloseTo(0.04, within(0.005));
        });
    }

    @Test
    void aNewVideoThatNobodyDescribedIsReadOnceNotAlsoByThePoll() throws Exception {
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofSeconds(20));

        assertThat(bench.heard("here"))
                .extracting(news -> ((Sampled) news).sample())
                .hasSizeBetween(1, 2)
                .containsOnly(((Sampled) bench.heard("here").getFirst()).sample());
        // Once for itself and once among its channel's uploads.
        assertThat(bench.standIn.calls.stream().filter(call -> call.ids().contains(VIDEO.value())))
                .hasSize(2);
    }

    @Test
    void anUnknownVideoIsNotDescribed() throws Exception {
        NotDescribed refused = (NotDescribed) bench.ask(new DescribeVideo(new VideoId("zzzzzzzzzzz")));

        assertThat(refused.trouble()).isEqualTo(WatchError.VIDEO_GONE);
    }

    @Test
    void aWatchedVideoIsSampledAtItsInterval() throws Exception {
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofMinutes(6));

        List<WatchEvent> news = bench.heard("here");
        assertThat(news).hasSizeBetween(10, 12).allMatch(Sampled.class::isInstance);
    }

    @Test
    void aSampleAndHealthSayWhatIntervalIsLeftWhenTheQuotaDoesNotReach() throws Exception {
        bench.undeploy();
        // 100 calls a day for 1,000 videos: each is read five times.
        bench.deploy(bench.settings(50, 50));
        for (int i = 0; i < 1_000; i++) {
            VideoId video = PollingDay.id(i);
            bench.standIn.catalog.add(video.value(), "UCone", "2026-09-01T10:00:00Z");
            bench.vertx
                    .eventBus()
                    .send(Addresses.YOUTUBE, new Watch("nobody", video, Duration.ofSeconds(36), WatchPriority.CALM));
        }
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofHours(20));

        YouTubeHealth.PriorityUse calm = bench.health().intervals().getLast();
        assertThat(calm.priority()).isEqualTo(WatchPriority.CALM);
        assertThat(calm.videos()).isEqualTo(1_000);
        assertThat(calm.stretch()).isGreaterThan(100);
        assertThat(calm.shortest()).isGreaterThan(Duration.ofHours(3));
        assertThat(bench.health().quota())
                .allSatisfy(use -> assertThat(use.used() + use.left()).isEqualTo(use.limit()));
        assertThat(bench.heard("here"))
                .last()
                .isInstanceOfSatisfying(
                        Sampled.class, news -> assertThat(news.interval()).isGreaterThan(Duration.ofMinutes(3)));
    }

    @Test
    void twoWatchersOfAVideoShareItsPolls() throws Exception {
        bench.watch(VIDEO, "here");
        bench.watch(VIDEO, "there");
        bench.run(Duration.ofMinutes(6));

        assertThat(bench.heard("here")).hasSizeBetween(10, 12);
        assertThat(bench.heard("there")).hasSizeBetween(10, 12);
        assertThat(bench.standIn.calls.stream().filter(call -> call.ids().contains(VIDEO.value())))
                .hasSizeBetween(10, 13);
    }

    @Test
    void anUnwatchedVideoIsPolledNoMore() throws Exception {
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofMinutes(1));
        bench.ask(new Unwatch("here", VIDEO));
        int before = bench.standIn.calls.size();
        bench.run(Duration.ofMinutes(10));

        assertThat(bench.standIn.calls).hasSize(before);
    }
}
