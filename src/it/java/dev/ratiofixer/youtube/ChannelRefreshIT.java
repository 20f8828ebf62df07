package dev.ratiofixer.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge;
import dev.ratiofixer.video.ChannelKnowledge.Empty;
import dev.ratiofixer.video.ChannelKnowledge.Known;
import dev.ratiofixer.video.ChannelKnowledge.Unread;
import dev.ratiofixer.video.ChannelKnowledge.Unreadable;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a video's channel with its samples, and what reading it costs. */
class ChannelRefreshIT {
    private static final VideoId VIDEO = new VideoId("aaaaaaaaaaa");
    private static final ChannelHistory STORED = new ChannelHistory(7, 0.09, 0.002);

    private PollingTestBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = PollingTestBench.open();
        bench.standIn.catalog.add(VIDEO.value(), "UCone", "2026-09-01T10:00:00Z");
        bench.standIn.catalog.add("bbbbbbbbbbb", "UCone", "2026-08-01T10:00:00Z");
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private List<ChannelKnowledge> told() {
        return told("here");
    }

    private List<ChannelKnowledge> told(String watcher) {
        return bench.news(watcher).stream()
                .map(news -> ((Sampled) news).channel())
                .toList();
    }

    private long pagesRead() {
        return bench.standIn.calls.stream()
                .filter(call -> call.path().endsWith("/playlistItems"))
                .count();
    }

    private void readNoChannels() throws Exception {
        bench.undeploy();
        bench.deploy(bench.settings(10_000, 10_000, 0));
    }

    @Test
    void aChannelIsUnreadUntilItIsReadAndThenTheSameSampleComesAgain() throws Exception {
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofSeconds(20));

        List<WatchEvent> news = bench.heard("here");
        assertThat(((Sampled) news.getFirst()).sample()).isEqualTo(((Sampled) news.getLast()).sample());
        assertThat(told())
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Unread.class),
                        then -> assertThat(then)
                                .isInstanceOfSatisfying(
                                        Known.class,
                                        known -> assertThat(known.history().likeRate())
                                                .isCloseTo(0.04, within(0.005))));
    }

    @Test
    void whatAWatcherKnewIsUsedAtOnceAndNotReadAgainForADay() throws Exception {
        Instant readAt = PollingTestBench.START.minus(Duration.ofHours(2));
        bench.watch(VIDEO, "here", new Known(STORED, readAt));
        bench.run(Duration.ofHours(21));

        assertThat(told()).containsOnly(new Known(STORED, readAt));
        assertThat(pagesRead()).isZero();

        bench.run(Duration.ofHours(3));
        assertThat(told())
                .last()
                .isInstanceOfSatisfying(
                        Known.class,
                        known -> assertThat(known.history().videos()).isEqualTo(1));
        assertThat(pagesRead()).isEqualTo(1);
    }

    @Test
    void whatWasKnownLongAgoIsUsedUntilTheChannelWasReadAgain() throws Exception {
        bench.watch(VIDEO, "here", new Known(STORED, PollingTestBench.START.minus(Duration.ofDays(9))));
        bench.run(Duration.ofMinutes(2));

        List<ChannelKnowledge> told = told();
        assertThat(told.getFirst().history()).isEqualTo(STORED);
        assertThat(told.getLast().history().videos()).isEqualTo(1);
    }

    @Test
    void whatWasKnownIsNotLostWhenTheChannelCannotBeRead() throws Exception {
        readNoChannels();
        bench.watch(VIDEO, "here", new Known(STORED, PollingTestBench.START.minus(Duration.ofDays(9))));
        bench.run(Duration.ofHours(2));

        assertThat(told()).extracting(ChannelKnowledge::history).containsOnly(STORED);
    }

    @Test
    void aChannelThatCannotBeReadIsSaidToBeSoAndTriedAgain() throws Exception {
        readNoChannels();
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofMinutes(30));
        List<ChannelKnowledge> told = told();

        assertThat(told.getFirst()).isInstanceOf(Unread.class);
        assertThat(told.subList(1, told.size()))
                .containsOnly(told.getLast())
                .last()
                .isInstanceOfSatisfying(Unreadable.class, unreadable -> {
                    assertThat(unreadable.reason()).contains("quota", "midnight Pacific time");
                    assertThat(unreadable.since()).isBefore(PollingTestBench.START.plusSeconds(60));
                });

        bench.apply(bench.settings(10_000, 10_000, 100));
        bench.run(Duration.ofMinutes(11));
        assertThat(told()).last().isInstanceOf(Known.class);
    }

    @Test
    void aChannelThatIsGoneIsUnreadableAndAskedForOnceADay() throws Exception {
        bench.standIn.catalog.closed.add("UCone");
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofHours(20));

        assertThat(told())
                .last()
                .isInstanceOfSatisfying(
                        Unreadable.class, gone -> assertThat(gone.reason()).isEqualTo("YouTube shows no such channel"));
        assertThat(bench.standIn.calls)
                .filteredOn(call -> call.path().endsWith("/channels"))
                .hasSize(1);
    }

    @Test
    void anArtistsFirstVideoIsOfAnEmptyChannel() throws Exception {
        bench.watch(new VideoId("bbbbbbbbbbb"), "here");
        bench.run(Duration.ofSeconds(20));

        assertThat(told()).last().isInstanceOf(Empty.class);
    }

    @Test
    void manyVideosOfAChannelReadItOnceADayAlsoWhenItCannotBeRead() throws Exception {
        for (int i = 0; i < 60; i++) {
            VideoId video = PollingDay.id(i);
            bench.standIn.catalog.add(video.value(), "UCone", "2026-10-01T10:00:00Z");
            bench.watch(video, "w" + i);
        }
        bench.run(Duration.ofHours(20));

        assertThat(told("w0")).last().isInstanceOf(Known.class);
        // Of 62 uploads the second page is read only by those whose twenty earlier ones reach into it.
        assertThat(pagesRead()).isLessThanOrEqualTo(2);

        bench.undeploy();
        bench.standIn.calls.clear();
        bench.standIn.catalog.closed.add("UCone");
        bench.deploy(bench.settings(10_000, 10_000));
        for (int i = 0; i < 60; i++) {
            bench.watch(PollingDay.id(i), "w" + i);
        }
        bench.run(Duration.ofHours(20));
        assertThat(bench.standIn.calls)
                .filteredOn(call -> call.path().endsWith("/channels"))
                .hasSize(1);
    }
}
