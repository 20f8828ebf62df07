package dev.ratiofixer.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.youtube.YouTubeVerticle.YouTubeSettings;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reload of section {@code youtube} changes while videos are polled. */
class YouTubeReloadIT {
    private static final VideoId VIDEO = new VideoId("aaaaaaaaaaa");

    private PollingTestBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = PollingTestBench.open(0, 0);
        bench.undeploy();
        bench.standIn.catalog.add(VIDEO.value(), "UCone", "2026-09-01T10:00:00Z");
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void aShorterIntervalPollsEveryVideoMoreOftenAtOnce() throws Exception {
        YouTubeSettings slow = with(bench.settings(10_000, 10_000), Duration.ofMinutes(6));
        bench.deploy(slow);
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofHours(1));
        assertThat(bench.news("here")).hasSizeBetween(10, 12);

        bench.apply(with(slow, Duration.ofSeconds(36)));
        bench.run(Duration.ofHours(1));
        assertThat(bench.news("here")).hasSizeBetween(95, 101);

        bench.apply(slow);
        bench.run(Duration.ofHours(1));
        assertThat(bench.news("here")).hasSizeBetween(10, 12);
    }

    @Test
    void fewerUnitsThanAreUsedSlowPollingDownAndMoreOfThemSpeedItUp() throws Exception {
        bench.deploy(bench.settings(10_000, 0));
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofHours(1));

        bench.apply(bench.settings(10, 0));
        int before = bench.standIn.calls.size();
        bench.run(Duration.ofHours(3));
        // What was granted before is at hand still, and lasts for the rest of the day.
        assertThat(bench.standIn.calls).hasSizeBetween(before, before + 3);

        bench.apply(bench.settings(4_000, 0));
        bench.run(Duration.ofHours(1));
        assertThat(bench.standIn.calls).hasSizeGreaterThan(before + 50);
        assertThat(bench.health().quota().getFirst().limit()).isEqualTo(4_000);
    }

    @Test
    void anotherOriginIsAskedFromTheNextCallOn() throws Exception {
        StandIn other = PollingTestBench.await(StandIn.start(bench.vertx, bench.time));
        other.catalog.add(VIDEO.value(), "UCone", "2026-09-01T10:00:00Z");
        YouTubeSettings first = bench.settings(10_000, 10_000);
        bench.deploy(first);
        bench.watch(VIDEO, "here");
        bench.run(Duration.ofMinutes(2));
        int before = bench.standIn.calls.size();

        bench.apply(new YouTubeSettings(
                other.origin(),
                first.interval(),
                first.dailyUnits(),
                first.dailyStatsCalls(),
                first.reserveUnits(),
                first.timeout()));
        bench.run(Duration.ofMinutes(2));

        assertThat(bench.standIn.calls).hasSize(before);
        assertThat(other.calls).hasSizeGreaterThan(1);
    }

    private static YouTubeSettings with(YouTubeSettings settings, Duration interval) {
        return new YouTubeSettings(
                settings.origin(),
                interval,
                settings.dailyUnits(),
                settings.dailyStatsCalls(),
                settings.reserveUnits(),
                settings.timeout());
    }
}
