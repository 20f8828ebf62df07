package dev.ratiofixer.smm.simulation;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.sandbox.audience.Audience;
import dev.ratiofixer.sandbox.audience.Conditions;
import dev.ratiofixer.sandbox.audience.Response;
import dev.ratiofixer.sandbox.audience.Tally;
import dev.ratiofixer.smm.order.DailyBudget;
import dev.ratiofixer.smm.policy.AdsDay;
import dev.ratiofixer.smm.policy.AdsFacts;
import dev.ratiofixer.video.Counters;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A video with its ads campaign in the sandbox's world, hour by hour. */
final class SimulatedVideo {
    /** Reports of Google Ads come so much later. */
    private static final Duration LAG = Duration.ofHours(3);

    private static final double DAY_MILLIS = 86_400_000;

    private record Hour(Instant end, double cost, double views) {}

    private final Scenario scenario;
    private final Audience audience;
    private final Instant released;
    private final Deque<Hour> unreported = new ArrayDeque<>();
    private final Map<LocalDate, double[]> reported = new TreeMap<>();
    private Conditions conditions;
    private Tally tally;

    SimulatedVideo(Scenario scenario) {
        this.scenario = scenario;
        released = Expecting.released(scenario.temper().ageDays());
        audience = new Audience(scenario.video(), scenario.temper(), scenario.seed(), released.toEpochMilli(), 0.2);
        conditions = Conditions.opening(
                scenario.temper().response(), scenario.opening().micros());
        tally = audience.opening(
                Expecting.START.toEpochMilli(), scenario.temper().response());
    }

    Instant released() {
        return released;
    }

    double views() {
        return tally.views();
    }

    double likes() {
        return tally.likes();
    }

    Counters counters() {
        return new Counters((long) tally.views(), (long) tally.likes(), (long) tally.comments());
    }

    DailyBudget budget() {
        return new DailyBudget(
                new Money(conditions.spending().dailyMicros(), Scenario.CURRENCY),
                conditions.spending().serving());
    }

    void set(DailyBudget budget) {
        conditions = conditions.budgeted(budget.daily().micros()).serving(budget.serving());
    }

    /** Paid viewers go on to like at the scenario's multiple of what the target asks of a view now. */
    void answer(Instant now, double targetRate) {
        double age = Duration.between(released, now).toMillis() / DAY_MILLIS;
        Response response = scenario.temper().response();
        double paid = scenario.multiple() * targetRate / scenario.video().likeRate(age);
        conditions = conditions.answering(
                new Response(response.organicLikes(), response.organicComments(), paid, response.paidComments()));
    }

    void advance(Instant to) {
        while (tally.untilMillis() < to.toEpochMilli()) {
            long end = Math.min(to.toEpochMilli(), Audience.stepEnd(tally.untilMillis()));
            Tally next = audience.step(tally, conditions, end);
            unreported.add(new Hour(
                    Instant.ofEpochMilli(end),
                    next.costMicros() - tally.costMicros(),
                    next.paidViews() - tally.paidViews()));
            tally = next;
        }
    }

    AdsFacts ads(Instant now) {
        while (!unreported.isEmpty() && !unreported.getFirst().end().isAfter(now.minus(LAG))) {
            Hour hour = unreported.removeFirst();
            LocalDate date = LocalDate.ofInstant(hour.end().minusMillis(1), ZoneOffset.UTC);
            double[] day = reported.computeIfAbsent(date, any -> new double[2]);
            day[0] += hour.cost();
            day[1] += hour.views();
        }
        List<AdsDay> days = new ArrayList<>();
        reported.forEach((date, day) -> {
            if (day[0] > 0) {
                days.add(new AdsDay(date, Math.round(day[0]), Math.round(day[1])));
            }
        });
        return new AdsFacts(budget(), null, days, ZoneOffset.UTC);
    }
}
