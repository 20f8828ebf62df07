package dev.ratiofixer.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An hour of faults in a minute; the whole day is the figure {@code chaos}. */
class ChaosIT {
    @Test
    void nothingIsLostOrDoneTwiceInAnHourOfFaults(@TempDir Path directory) throws Exception {
        ChaosOutcome outcome = ChaosDay.run(
                new ChaosSettings(24, Duration.ofHours(1), 60, 2, ChaosSettings.Program.HOUR, 7), directory);

        assertThat(outcome.wrong()).isEmpty();
        assertThat(outcome.done()).containsEntry("node_killed", 2).containsKeys("node_frozen", "database_killed");
        assertThat(outcome.alone()).isNotEmpty();
        assertThat(outcome.longestAlone()).isLessThan(Duration.ofSeconds(15));
        assertThat(outcome.aloneAtEnd()).isZero();
        assertThat(outcome.longestStop()).isLessThan(Duration.ofSeconds(10));
        assertThat(outcome.samples().samples()).isGreaterThan(1_000);
        assertThat(outcome.samples().unexplained()).isEmpty();
        assertThat(outcome.log().unexplained()).isEmpty();
        assertThat(outcome.answers()).containsKey("GET 200").doesNotContainKeys("GET 500", "POST 500");
    }
}
