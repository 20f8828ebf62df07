package dev.ratiofixer.youtube.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import dev.ratiofixer.youtube.schedule.PollQueue.PollSlot;
import dev.ratiofixer.youtube.schedule.PollingSchedule.PollClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollingScheduleTest {
    private static final Duration FLOOR = Duration.ofSeconds(36);
    private static final Duration DAY = Duration.ofDays(1);

    @ParameterizedTest
    @CsvSource({"1, 2400", "8, 2400", "50, 2400", "60, 4800", "416, 19968", "500, 24000", "1000, 48000"})
    void aDayOfEqualVideosCostsFewCalls(int videos, int most) {
        ScheduleRun run = new ScheduleRun();
        run.join(videos, FLOOR, WatchPriority.NORMAL);
        run.pass(DAY);

        int firstRound = videos / PollingSchedule.BATCH + 1;
        assertThat(run.calls()).isBetween((int) (most * 0.999), most + firstRound);
        assertThat(run.polls()).isGreaterThanOrEqualTo((long) (videos * 2400L * 0.999));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 49, 50, 51, 66, 67, 75, 99, 100, 101, 149, 250, 416, 499, 777})
    void noVideoWaitsMoreThanTwoIntervals(int videos) {
        ScheduleRun run = new ScheduleRun();
        run.join(videos, FLOOR, WatchPriority.NORMAL);
        run.pass(Duration.ofHours(3));

        assertThat(run.longestWait()).isLessThanOrEqualTo(FLOOR.multipliedBy(2));
    }

    /** A clock that ran ahead is put right. */
    @Test
    void goesOnAtOnceWhenTheClockIsPutBack() {
        ScheduleRun run = new ScheduleRun();
        List<String> videos = run.join(60, FLOOR, WatchPriority.NORMAL);
        run.pass(Duration.ofHours(1));
        run.sleep(Duration.ofMinutes(-30));
        int before = run.polled(videos.getFirst());
        run.pass(Duration.ofMinutes(6));

        assertThat(videos).allMatch(video -> run.polled(video) >= before + 8);
    }

    @Test
    void callsAreSpreadEvenly() {
        ScheduleRun run = new ScheduleRun();
        run.join(416, FLOOR, WatchPriority.NORMAL);
        run.pass(Duration.ofMinutes(1));
        List<Instant> before = new ArrayList<>(run.callTimes());
        run.pass(Duration.ofHours(1));

        List<Duration> gaps = new ArrayList<>();
        List<Instant> times =
                run.callTimes().subList(before.size(), run.callTimes().size());
        for (int i = 1; i < times.size(); i++) {
            gaps.add(Duration.between(times.get(i - 1), times.get(i)));
        }
        assertThat(gaps).allMatch(gap -> gap.toMillis() >= 4_200 && gap.toMillis() <= 4_450);
    }

    @Test
    void aBatchNamesNoVideoTwice() {
        ScheduleRun run = new ScheduleRun();
        run.join(75, FLOOR, WatchPriority.NORMAL);
        run.join(9, Duration.ofMinutes(5), WatchPriority.CALM);
        run.pass(Duration.ofHours(1));

        assertThat(run.batches()).allSatisfy(batch -> assertThat(batch).doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @CsvSource({"500, 36, 0, 36", "490, 3600, 10, 36", "10, 36, 2000, 86400", "3, 36, 600, 60", "250, 100, 250, 7000"})
    void withFiveHundredVideosOrMoreEveryCallIsFull(int some, int every, int more, int everyOther) {
        ScheduleRun run = new ScheduleRun();
        run.join(some, Duration.ofSeconds(every), WatchPriority.URGENT);
        run.join(more, Duration.ofSeconds(everyOther), WatchPriority.CALM);
        run.pass(Duration.ofMinutes(5));
        int settled = run.batches().size();
        run.pass(Duration.ofHours(4));

        assertThat(run.batches().subList(settled, run.batches().size()))
                .isNotEmpty()
                .allSatisfy(batch -> assertThat(batch.size()).isBetween(45, 50));
    }

    @Test
    void mixedIntervalsAreAllKept() {
        ScheduleRun run = new ScheduleRun();
        run.join(40, FLOOR, WatchPriority.URGENT);
        run.join(30, Duration.ofMinutes(5), WatchPriority.NORMAL);
        run.join(20, Duration.ofHours(1), WatchPriority.CALM);
        run.pass(Duration.ofHours(12));

        assertThat(run.longestWait(FLOOR)).isLessThanOrEqualTo(FLOOR.multipliedBy(2));
        assertThat(run.longestWait(Duration.ofMinutes(5))).isLessThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(run.longestWait(Duration.ofHours(1))).isLessThanOrEqualTo(Duration.ofHours(2));
    }

    @Test
    void aNewVideoIsPolledAtOnceAndDelaysNobodyForLong() {
        ScheduleRun run = new ScheduleRun();
        run.join(416, FLOOR, WatchPriority.NORMAL);
        run.pass(Duration.ofMinutes(5));
        String newcomer = run.join(1, FLOOR, WatchPriority.NORMAL).getFirst();
        run.pass(Duration.ofSeconds(5));

        assertThat(run.polled(newcomer)).isEqualTo(1);
        run.pass(Duration.ofMinutes(30));
        assertThat(run.longestWait()).isLessThanOrEqualTo(FLOOR.multipliedBy(2));
    }

    @Test
    void whoLeavesIsPolledNoMoreAlsoInMidFlight() {
        PollingSchedule<String> schedule = new PollingSchedule<>(Instant.EPOCH);
        PollSlot<String> slot = schedule.join("a", new PollClass(WatchPriority.NORMAL, FLOOR));
        List<PollSlot<String>> batch = schedule.take(Instant.EPOCH);
        assertThat(batch).containsExactly(slot);

        schedule.leave(slot);
        schedule.settle(slot, Instant.EPOCH);
        schedule.retry(slot);
        schedule.leave(slot);

        assertThat(schedule.members()).isZero();
        assertThat(schedule.take(Instant.EPOCH.plus(DAY))).isEmpty();
    }

    @Test
    void aPollThatBroughtNothingIsRepeatedFirst() {
        PollingSchedule<String> schedule = new PollingSchedule<>(Instant.EPOCH);
        PollClass some = new PollClass(WatchPriority.NORMAL, FLOOR);
        for (int i = 0; i < 60; i++) {
            schedule.join("v" + i, some);
        }
        List<PollSlot<String>> first = schedule.take(Instant.EPOCH);
        first.reversed().forEach(schedule::retry);

        assertThat(schedule.take(Instant.EPOCH)).isEqualTo(first);
    }

    @Test
    void whatIsUnderWayIsNotPolledAgain() {
        PollingSchedule<String> schedule = new PollingSchedule<>(Instant.EPOCH);
        schedule.join("a", new PollClass(WatchPriority.NORMAL, FLOOR));
        assertThat(schedule.take(Instant.EPOCH)).hasSize(1);

        assertThat(schedule.take(Instant.EPOCH.plus(DAY))).isEmpty();
        assertThat(schedule.untilNext(Instant.EPOCH.plus(DAY))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void anOutageIsNotMadeUpForByAFlood() {
        ScheduleRun run = new ScheduleRun();
        run.join(5_000, FLOOR, WatchPriority.NORMAL);
        run.pass(Duration.ofMinutes(5));
        run.sleep(Duration.ofHours(2));
        int before = run.calls();
        run.pass(Duration.ofSeconds(1));

        assertThat(run.calls() - before).isLessThanOrEqualTo(8 + 4);
    }

    @Test
    void aChangeOfClassTakesEffectAtOnce() {
        ScheduleRun run = new ScheduleRun();
        Set<String> slow =
                run.join(20, Duration.ofHours(1), WatchPriority.CALM).stream().collect(Collectors.toSet());
        run.pass(Duration.ofMinutes(1));
        run.move(slow, FLOOR, WatchPriority.URGENT);
        run.pass(Duration.ofMinutes(6));

        assertThat(slow).allSatisfy(video -> assertThat(run.polled(video)).isBetween(9, 12));
    }

    /** Videos that were taken for gone at different times, and are found again by their next poll. */
    @Test
    void whoStaysBehindWaitsNoLongerBecauseTheOthersLeave() {
        ScheduleRun run = new ScheduleRun();
        Duration seldom = Duration.ofMinutes(30);
        run.join(60, FLOOR, WatchPriority.NORMAL);
        List<String> gone = run.join(12, FLOOR, WatchPriority.NORMAL);
        run.pass(Duration.ofMinutes(5));
        Map<String, Instant> since = new HashMap<>();
        for (String video : gone) {
            run.pass(Duration.ofSeconds(20));
            run.move(Set.of(video), seldom, WatchPriority.NORMAL);
            since.put(video, run.now());
        }

        while (!since.isEmpty()) {
            List<Integer> before = gone.stream().map(run::polled).toList();
            run.pass(Duration.ofSeconds(5));
            for (int i = 0; i < gone.size(); i++) {
                String video = gone.get(i);
                if (since.containsKey(video) && run.polled(video) > before.get(i)) {
                    run.move(Set.of(video), FLOOR, WatchPriority.NORMAL);
                    assertThat(Duration.between(since.remove(video), run.now())).isLessThan(seldom.plusMinutes(2));
                }
            }
        }
    }

    @Test
    void whoAloneStaysOfManyIsPolledInItsTurn() {
        PollingSchedule<Integer> schedule = new PollingSchedule<>(Instant.EPOCH);
        PollClass some = new PollClass(WatchPriority.NORMAL, FLOOR);
        List<PollSlot<Integer>> slots = new ArrayList<>();
        for (int video = 0; video < 10_000; video++) {
            slots.add(schedule.join(video, some));
        }
        Instant now = Instant.EPOCH;
        while (schedule.unread() > 0) {
            Instant at = now;
            schedule.take(now).forEach(slot -> schedule.settle(slot, at));
            now = now.plusMillis(10);
        }
        PollSlot<Integer> stays = slots.getFirst();
        schedule.settle(stays, now);
        slots.stream().filter(slot -> slot != stays).forEach(schedule::leave);

        Instant left = now;
        int looks = 0;
        while (schedule.take(now).isEmpty()) {
            now = now.plus(schedule.untilNext(now));
            looks++;
        }
        assertThat(Duration.between(left, now)).isBetween(FLOOR.dividedBy(2), FLOOR.plusSeconds(1));
        assertThat(looks).isLessThan(10);
    }

    @Test
    void fewWhoRideAlongOftenAreStillPolledInTheirTurn() {
        PollingSchedule<Integer> schedule = allReadAt(Instant.EPOCH, 3);
        for (int call = 0; call < 100; call++) {
            schedule.ride(PollingSchedule.BATCH).forEach(slot -> schedule.settle(slot, Instant.EPOCH));
        }
        Instant later = Instant.EPOCH.plus(FLOOR.multipliedBy(3).dividedBy(2));
        schedule.afford(1_000, later);

        assertThat(schedule.take(later)).hasSize(3);
    }

    /** A node that restarts with thousands of campaigns has better things to do at first than to read them all. */
    @Test
    void manyNewcomersAreSpreadOverAnInterval() {
        ScheduleRun run = new ScheduleRun();
        List<String> joined = run.join(36_000, FLOOR, WatchPriority.NORMAL);
        run.pass(Duration.ofSeconds(3));
        assertThat(run.polls()).isBetween(3_000L, 3_000L + PollingSchedule.NEWCOMERS_AT_ONCE);

        run.pass(FLOOR.minusSeconds(3));
        assertThat(joined).allMatch(video -> run.polled(video) >= 1);
        assertThat(run.schedule.unread()).isZero();
    }

    /** As after a restart: most campaigns become less urgent with their first reading. */
    @Test
    void whoStaysWhileOthersMoveOnAfterTheirFirstPollWaitsAnInterval() {
        ScheduleRun run = new ScheduleRun();
        List<String> joined = run.join(2_000, FLOOR, WatchPriority.URGENT);
        List<String> leaving = new ArrayList<>();
        for (int i = 0; i < joined.size(); i++) {
            if (i % 5 != 0) {
                leaving.add(joined.get(i));
            }
        }
        for (int step = 0; step < 400; step++) {
            run.pass(Duration.ofMillis(500));
            List<String> polled =
                    leaving.stream().filter(video -> run.polled(video) > 0).toList();
            run.move(polled, FLOOR, WatchPriority.NORMAL);
            leaving.removeAll(Set.copyOf(polled));
        }

        assertThat(leaving).isEmpty();
        assertThat(run.longestWait()).isLessThan(FLOOR.plusSeconds(3));
    }

    @Test
    void whoIsReadOutsideTheScheduleIsNotPolledMeanwhile() {
        PollingSchedule<String> schedule = new PollingSchedule<>(Instant.EPOCH);
        PollSlot<String> slot = schedule.join("a", new PollClass(WatchPriority.NORMAL, FLOOR));
        schedule.hold(slot);
        assertThat(schedule.take(Instant.EPOCH)).isEmpty();
        assertThat(schedule.take(Instant.EPOCH.plus(DAY))).isEmpty();

        schedule.retry(slot);
        assertThat(schedule.take(Instant.EPOCH.plus(DAY))).containsExactly(slot);
    }

    @Test
    void whoWasReadOutsideTheScheduleWaitsAnInterval() {
        PollingSchedule<String> schedule = new PollingSchedule<>(Instant.EPOCH);
        PollSlot<String> slot = schedule.join("a", new PollClass(WatchPriority.NORMAL, FLOOR));
        schedule.hold(slot);
        schedule.settle(slot, Instant.EPOCH);

        assertThat(schedule.take(Instant.EPOCH.plus(FLOOR).minusSeconds(1))).isEmpty();
        assertThat(schedule.take(Instant.EPOCH.plus(FLOOR))).containsExactly(slot);
    }

    @Test
    void whoLeavesUnreadIsNotWaitedFor() {
        PollingSchedule<Integer> schedule = new PollingSchedule<>(Instant.EPOCH);
        PollSlot<Integer> gone = schedule.join(1, new PollClass(WatchPriority.NORMAL, FLOOR));
        PollSlot<Integer> read = schedule.join(2, new PollClass(WatchPriority.NORMAL, FLOOR));
        schedule.settle(read, Instant.EPOCH);
        schedule.leave(gone);
        schedule.leave(read);

        assertThat(schedule.unread()).isZero();
    }

    @Test
    void nobodyRidesAgainAndAgainWhereTheUnitsSuffice() {
        Instant read = Instant.EPOCH;
        PollingSchedule<Integer> schedule = allReadAt(read, 600);
        schedule.afford(1_000, read);
        assertThat(schedule.ride(PollingSchedule.BATCH)).isEmpty();

        Instant later = read.plus(FLOOR.dividedBy(10));
        schedule.afford(1_000, later);
        int riders = 0;
        for (int call = 0; call < 100; call++) {
            List<PollSlot<Integer>> riding = schedule.ride(PollingSchedule.BATCH);
            riding.forEach(slot -> schedule.settle(slot, later));
            riders += riding.size();
        }
        assertThat(riders).isBetween(59, 61);
    }

    @Test
    void everyCallIsFullWhereTheUnitsDoNotSuffice() {
        Instant read = Instant.EPOCH;
        PollingSchedule<Integer> schedule = allReadAt(read, 600);
        schedule.afford(0.1, read);

        assertThat(schedule.ride(PollingSchedule.BATCH)).hasSize(PollingSchedule.BATCH);
        assertThat(schedule.ride(PollingSchedule.BATCH)).hasSize(PollingSchedule.BATCH);
    }

    private static PollingSchedule<Integer> allReadAt(Instant time, int videos) {
        PollingSchedule<Integer> schedule = new PollingSchedule<>(Instant.EPOCH);
        List<PollSlot<Integer>> slots = new ArrayList<>();
        for (int video = 0; video < videos; video++) {
            slots.add(schedule.join(video, new PollClass(WatchPriority.NORMAL, FLOOR)));
        }
        slots.forEach(slot -> schedule.settle(slot, time));
        return schedule;
    }
}
