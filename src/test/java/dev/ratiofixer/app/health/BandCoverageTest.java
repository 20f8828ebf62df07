package dev.ratiofixer.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.app.health.BandCoverage.Age;
import dev.ratiofixer.app.health.BandCoverage.CoverageShare;
import dev.ratiofixer.app.health.BandCoverage.CoveredCounter;
import dev.ratiofixer.app.health.BandCoverage.Stratum;
import dev.ratiofixer.app.health.ComponentHealth.HealthLevel;
import dev.ratiofixer.app.metrics.EngineMetrics;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.CountingRegime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandCoverageTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Quantiles BAND = new Quantiles(100, 200, 400, 600, 800);
    private static final Stratum YOUNG_LIKES =
            new Stratum(CoveredCounter.LIKES, Age.UNDER_1_DAY, CountingRegime.FIRST_FRAME);

    private final BandCoverage coverage = new BandCoverage();

    private void add(Stratum group, Instant at, Duration age, int inside, int outside) {
        for (int i = 0; i < inside + outside; i++) {
            coverage.add(group.counter(), at, age, group.counting(), BAND, i < inside ? 400 : 99);
        }
    }

    private void young(Instant at, int inside, int outside) {
        add(YOUNG_LIKES, at, Duration.ofHours(5), inside, outside);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, under_1d",
        "PT23H59M, under_1d",
        "P1D, 1_to_3d",
        "P2DT23H, 1_to_3d",
        "P3D, 3_to_7d",
        "P7D, 7_to_28d",
        "P28D, 28d_and_older",
        "P4000D, 28d_and_older",
        "PT-1H, under_1d",
    })
    void everyAgeHasItsClass(Duration age, String label) {
        assertThat(Age.of(age).label()).isEqualTo(label);
    }

    @Test
    void groupsAreCountedApart() {
        young(NOW, 3, 1);
        add(
                new Stratum(CoveredCounter.COMMENTS, Age.FROM_28_DAYS, CountingRegime.ORIGINAL),
                NOW,
                Duration.ofDays(40),
                1,
                1);

        assertThat(coverage.share(YOUNG_LIKES, NOW)).isEqualTo(new CoverageShare(4, 3));
        assertThat(coverage.share(NOW)).isEqualTo(new CoverageShare(6, 4));
        assertThat(Stratum.all()).hasSize(20).doesNotHaveDuplicates();
        assertThat(Stratum.all().stream()
                        .mapToLong(group -> coverage.share(group, NOW).readings())
                        .filter(n -> n > 0))
                .hasSize(2);
    }

    @Test
    void whatIsOlderThanSevenDaysIsForgotten() {
        young(NOW, 10, 0);
        young(NOW.plus(Duration.ofDays(3)), 0, 5);

        assertThat(coverage.share(YOUNG_LIKES, NOW.plus(Duration.ofDays(6)))).isEqualTo(new CoverageShare(15, 10));
        assertThat(coverage.share(YOUNG_LIKES, NOW.plus(Duration.ofDays(7)))).isEqualTo(new CoverageShare(5, 0));
        // The next week's hours take the place of this one's.
        young(NOW.plus(Duration.ofDays(7)), 1, 0);
        assertThat(coverage.share(YOUNG_LIKES, NOW.plus(Duration.ofDays(7)))).isEqualTo(new CoverageShare(6, 1));
        assertThat(coverage.share(YOUNG_LIKES, NOW.plus(Duration.ofDays(30)))).isEqualTo(new CoverageShare(0, 0));
    }

    @Test
    void aReadingThatComesAWeekLateIsNotCountedAsNew() {
        young(NOW, 1, 0);
        young(NOW.minus(Duration.ofDays(7)), 0, 1);

        assertThat(coverage.share(YOUNG_LIKES, NOW)).isEqualTo(new CoverageShare(1, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, UP",
        "0, 199, UP",
        "119, 81, DEGRADED",
        "120, 80, UP",
        "300, 50, UP",
        "0, 200, DEGRADED",
    })
    void underSixOfTenIsDegradedOnceThereAreTwoHundred(int inside, int outside, HealthLevel level) {
        young(NOW, inside, outside);

        ComponentHealth health = coverage.health(NOW);
        assertThat(health.level()).isEqualTo(level);
        if (level == HealthLevel.DEGRADED) {
            assertThat(health.reason()).contains("likes", "under a day old", "count at the first frame", "80 % should");
            assertThat(health.remedy()).contains("train --from-database");
        }
    }

    @Test
    void oneBadGroupIsNotHiddenByManyGoodOnes() {
        add(
                new Stratum(CoveredCounter.LIKES, Age.FROM_28_DAYS, CountingRegime.ORIGINAL),
                NOW,
                Duration.ofDays(40),
                9_000,
                1_000);
        young(NOW, 50, 150);

        assertThat(coverage.health(NOW).reason()).startsWith("only 25 % of 200 readings of likes");
    }

    @Test
    void manySmallGroupsTogetherAreBadToo() {
        for (Age age : Age.values()) {
            Duration old = Duration.ofDays(
                    age == Age.UNDER_1_DAY
                            ? 0
                            : age == Age.FROM_1_DAY ? 1 : age == Age.FROM_3_DAYS ? 3 : age == Age.FROM_7_DAYS ? 7 : 28);
            add(new Stratum(CoveredCounter.LIKES, age, CountingRegime.ORIGINAL), NOW, old, 10, 40);
        }

        assertThat(coverage.health(NOW).reason()).startsWith("only 20 % of 250 readings of the last 7 days");
    }

    @Test
    void everyGroupIsAMeterAndNoneNamesACampaign() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        EngineMetrics metrics = new EngineMetrics(registry);
        Stratum.all()
                .forEach(group -> metrics.coverage(
                        group,
                        () -> coverage.share(group, NOW).value(),
                        () -> coverage.share(group, NOW).readings()));
        young(NOW, 3, 1);

        assertThat(registry.find("ratio.fixer.band.coverage").gauges()).hasSize(20);
        assertThat(registry.get("ratio.fixer.band.coverage")
                        .tags("counter", "likes", "age", "under_1d", "counting", "first_frame")
                        .gauge()
                        .value())
                .isEqualTo(0.75);
        assertThat(registry.get("ratio.fixer.band.readings")
                        .tags("counter", "comments", "age", "under_1d", "counting", "first_frame")
                        .gauge()
                        .value())
                .isZero();
    }
}
