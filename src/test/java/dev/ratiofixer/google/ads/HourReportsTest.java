package dev.ratiofixer.google.ads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.ManualTime;
import dev.ratiofixer.google.ads.GoogleAdsClient.Account;
import dev.ratiofixer.google.ads.HourReports.DayRange;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationPurpose;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HourReportsTest {
    private static final Account ACCOUNT = new Account("111", null);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
    private static final DayRange WEEK = new DayRange(TODAY.minusDays(6), TODAY);

    private record Call(Set<String> ids, DayRange days, OperationPurpose purpose) {}

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-30T09:00:00Z"));
    private final List<Call> calls = new ArrayList<>();
    private final Deque<Promise<Map<String, List<AdsMetrics>>>> held = new ArrayDeque<>();
    private boolean hold;
    private final HourReports reports = new HourReports(this::answer, time);

    private Future<Map<String, List<AdsMetrics>>> answer(
            Account account, OperationPurpose purpose, DayRange days, Set<String> ids) {
        calls.add(new Call(Set.copyOf(ids), days, purpose));
        Map<String, List<AdsMetrics>> all = new HashMap<>();
        for (String id : ids) {
            all.put(
                    id,
                    days.from()
                            .datesUntil(days.to().plusDays(1))
                            .map(day -> new AdsMetrics(day, 5, AdsMetrics.AdNetwork.IN_FEED, Long.parseLong(id), 1, 1))
                            .toList());
        }
        if (!hold) {
            return Future.succeededFuture(all);
        }
        Promise<Map<String, List<AdsMetrics>>> later = Promise.promise();
        held.add(later);
        return later.future().map(all);
    }

    private Future<List<AdsMetrics>> read(String id, DayRange days) {
        return reports.read(ACCOUNT, OperationPurpose.READ, id, days);
    }

    @Test
    void an_answer_holds_the_campaigns_own_days_only() {
        read("1", WEEK);
        time.advance(HourReports.FRESH);
        List<AdsMetrics> two =
                read("2", new DayRange(TODAY.minusDays(1), TODAY)).result();

        assertThat(calls.getLast().ids()).containsExactlyInAnyOrder("1", "2");
        assertThat(calls.getLast().days()).isEqualTo(WEEK);
        assertThat(two).extracting(AdsMetrics::date).containsExactly(TODAY.minusDays(1), TODAY);
        assertThat(two).extracting(AdsMetrics::costMicros).containsOnly(2L);
    }

    @Test
    void takes_along_those_that_will_be_asked_for_next() {
        for (int id = 1; id <= 3; id++) {
            read(Integer.toString(id), WEEK);
        }
        time.advance(Duration.ofHours(6));
        calls.clear();

        for (int id = 1; id <= 3; id++) {
            assertThat(read(Integer.toString(id), WEEK).succeeded()).isTrue();
            time.advance(Duration.ofMinutes(1));
        }
        assertThat(calls).hasSize(1);
    }

    @Test
    void asks_again_when_an_answer_is_old_or_too_short() {
        read("1", new DayRange(TODAY, TODAY));
        read("1", WEEK);
        read("1", WEEK);
        assertThat(calls).hasSize(2);

        time.advance(HourReports.FRESH);
        read("1", WEEK);
        assertThat(calls).hasSize(3);
    }

    @Test
    void a_query_never_asks_for_more_rows_than_an_answer_can_hold() {
        DayRange twoMonths = new DayRange(TODAY.minusDays(59), TODAY);
        hold = true;
        List<Future<List<AdsMetrics>>> all = new ArrayList<>();
        for (int id = 1; id <= 50; id++) {
            all.add(read(Integer.toString(id), twoMonths));
        }
        while (!held.isEmpty()) {
            held.removeFirst().complete();
        }

        assertThat(all).allMatch(Future::succeeded);
        assertThat(calls)
                .allSatisfy(
                        call -> assertThat(call.days().rows(call.ids().size())).isLessThanOrEqualTo(12_000));
        assertThat(calls).as("the first alone, the others by two").hasSize(26);
    }

    @Test
    void a_failure_reaches_everybody_who_waited_and_nobody_after() {
        hold = true;
        Future<List<AdsMetrics>> first = read("1", WEEK);
        Future<List<AdsMetrics>> second = read("2", WEEK);
        held.removeFirst().fail("away");
        assertThat(first.failed()).isTrue();
        assertThat(second.isComplete()).isFalse();

        held.removeFirst().complete();
        assertThat(second.succeeded()).isTrue();
    }
}
