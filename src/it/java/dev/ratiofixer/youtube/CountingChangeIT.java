package dev.ratiofixer.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.ChannelKnowledge.ChannelCounting;
import dev.ratiofixer.video.ChannelKnowledge.Known;
import dev.ratiofixer.video.ChannelKnowledge.Unread;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.video.ViewUnit;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.YouTubeRequest.ChannelRead;
import dev.ratiofixer.youtube.YouTubeRequest.ReadChannel;
import dev.ratiofixer.youtube.YouTubeVerticle.YouTubeSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the verticle tells of channels and samples since views count at the first frame. */
class CountingChangeIT {
    private static final VideoId VIDEO = new VideoId("aaaaaaaaaaa");

    private PollingTestBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = PollingTestBench.open();
        bench.standIn.catalog.add(VIDEO.value(), "UCone", "2026-11-01T10:00:00Z");
        bench.standIn.catalog.add("bbbbbbbbbbb", "UCone", "2026-09-20T10:00:00Z");
        bench.standIn.catalog.put(bench.standIn
                .catalog
                .add("ccccccccccc", "UCone", "2025-03-01T10:00:00Z")
                .counting(100_000L, 4_000L, 90L));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private Sampled last() {
        return (Sampled) bench.heard("here").getLast();
    }

    private static ChannelCounting counting(ChannelHistory history) {
        return Objects.requireNonNull(history.counting());
    }

    @Test
    void aChannelsOldUploadsAreReadEachDayAndTellItsFactor() throws Exception {
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofHours(1));
        ChannelCounting first = counting(last().channel().history());
        assertThat(first.unit()).isEqualTo(ViewUnit.ENGAGED);
        assertThat(first.uploads()).hasSize(1);
        assertThat(first.factorUploads()).isZero();

        bench.standIn.catalog.put(Objects.requireNonNull(bench.standIn.catalog.clips.get("ccccccccccc"))
                .counting(102_000L, 4_004L, 90L));
        bench.run(Duration.ofDays(9));

        ChannelCounting then = counting(last().channel().history());
        assertThat(then.factorUploads()).isEqualTo(1);
        assertThat(then.factor()).isGreaterThan(first.factor() + 0.1);
    }

    @Test
    void whatIsKnownOfAChannelIsToldWithoutReadingIt() throws Exception {
        assertThat(bench.ask(new ReadChannel("UCone"))).isEqualTo(new ChannelRead(new Unread()));

        bench.watch(VIDEO, "here");
        bench.run(Duration.ofHours(1));
        int calls = bench.standIn.calls.size();

        assertThat(bench.ask(new ReadChannel("UCone")))
                .isInstanceOfSatisfying(
                        ChannelRead.class,
                        read -> assertThat(read.channel()).isInstanceOfSatisfying(Known.class, known -> {
                            assertThat(known.history().videos()).isEqualTo(3);
                            assertThat(counting(known.history()).uploads()).hasSize(2);
                        }));
        assertThat(bench.standIn.calls).hasSizeBetween(calls, calls + 1);
    }

    @Test
    void anotherDateOfTheChangeHoldsFromTheNextPollOn() throws Exception {
        YouTubeSettings usual = bench.settings(10_000, 10_000);
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofMinutes(2));
        assertThat(last().sample().countingRegime()).isEqualTo(CountingRegime.FIRST_FRAME);

        bench.apply(since(usual, Instant.parse("2026-11-13T00:00:00Z")));
        bench.run(Duration.ofMinutes(2));
        assertThat(last().sample().countingRegime()).isEqualTo(CountingRegime.ORIGINAL);

        bench.run(Duration.ofDays(2));
        assertThat(last().channel().history().counting()).isNull();
        bench.run(Duration.ofDays(2));
        assertThat(last().sample().countingRegime()).isEqualTo(CountingRegime.FIRST_FRAME);
        assertThat(counting(last().channel().history()).since()).isEqualTo(Instant.parse("2026-11-13T00:00:00Z"));
    }

    private static YouTubeSettings since(YouTubeSettings settings, Instant firstFrameSince) {
        return new YouTubeSettings(
                settings.origin(),
                settings.interval(),
                settings.dailyUnits(),
                settings.dailyStatsCalls(),
                settings.reserveUnits(),
                settings.historyUnits(),
                settings.timeout(),
                LocalDate.ofInstant(firstFrameSince, ZoneOffset.UTC));
    }
}
