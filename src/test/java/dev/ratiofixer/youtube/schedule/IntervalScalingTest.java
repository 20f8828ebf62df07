package dev.ratiofixer.youtube.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import dev.ratiofixer.youtube.schedule.PollingSchedule.IntervalScaling;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IntervalScalingTest {
    private static final Duration FLOOR = Duration.ofSeconds(36);

    @Test
    void nobodyWaitsLongerWhileThereIsEnough() {
        ScheduleRun run = crowd(100, 100, 100);
        run.schedule.afford(300 / 36.0 / 50 + 0.001, run.now());

        assertThat(run.schedule.stretch()).isEqualTo(IntervalScaling.NONE);
    }

    @Test
    void calmVideosWaitFirst() {
        ScheduleRun run = crowd(200, 200, 200);
        run.schedule.afford(600 / 36.0 / 50 * 0.8, run.now());

        IntervalScaling stretch = run.schedule.stretch();
        assertThat(stretch.urgent()).isEqualTo(1);
        assertThat(stretch.normal()).isEqualTo(1);
        assertThat(stretch.calm()).isGreaterThan(2);
    }

    @Test
    void urgentVideosWaitOnlyWhenNothingElseHelps() {
        ScheduleRun run = crowd(5_000, 0, 0);
        run.schedule.afford(20_000 / 86_400.0, run.now());

        assertThat(run.schedule.stretch().urgent()).isBetween(11.9, 12.1);
        assertThat(run.schedule.shortestInterval(WatchPriority.URGENT))
                .hasValueSatisfying(
                        interval -> assertThat(interval).isBetween(Duration.ofSeconds(428), Duration.ofSeconds(436)));
    }

    @Property(tries = 200)
    void theStretchedScheduleCostsWhatIsAffordableAndNotMuchLess(
            @ForAll @IntRange(max = 3_000) int urgent,
            @ForAll @IntRange(max = 3_000) int normal,
            @ForAll @IntRange(min = 500, max = 3_000) int calm,
            @ForAll @DoubleRange(min = 0.05, max = 2) double callsPerSecond) {
        ScheduleRun run = crowd(urgent, normal, calm);
        run.schedule.afford(callsPerSecond, run.now());
        IntervalScaling stretch = run.schedule.stretch();
        double needed = (urgent / stretch.urgent() + normal / stretch.normal() + calm / stretch.calm()) / 36 / 50;

        assertThat(needed).isLessThanOrEqualTo(callsPerSecond * 1.000001);
        assertThat(stretch.urgent()).isLessThanOrEqualTo(stretch.normal());
        assertThat(stretch.normal()).isLessThanOrEqualTo(stretch.calm());
        if (!stretch.equals(IntervalScaling.NONE)) {
            assertThat(needed).isGreaterThan(callsPerSecond * 0.999);
        }
    }

    @Property(tries = 30)
    void theCallsOfAnHourKeepToThePace(
            @ForAll @IntRange(min = 500, max = 2_000) int videos,
            @ForAll @DoubleRange(min = 0.05, max = 0.5) double callsPerSecond) {
        ScheduleRun run = crowd(videos / 2, 0, videos / 2);
        run.schedule.afford(callsPerSecond, run.now());
        run.pass(Duration.ofMinutes(10));
        int before = run.calls();
        run.pass(Duration.ofHours(1));

        double wanted = Math.min(callsPerSecond, videos / 36.0 / 50) * 3600;
        assertThat(run.calls() - before).isBetween((int) (wanted * 0.98) - 2, (int) (wanted * 1.02) + 2);
    }

    private static ScheduleRun crowd(int urgent, int normal, int calm) {
        ScheduleRun run = new ScheduleRun();
        run.join(urgent, FLOOR, WatchPriority.URGENT);
        run.join(normal, FLOOR, WatchPriority.NORMAL);
        run.join(calm, FLOOR, WatchPriority.CALM);
        return run;
    }
}
