package dev.ratiofixer.smm.simulation;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.sandbox.audience.Audience;
import dev.ratiofixer.sandbox.audience.AudienceCounters;
import dev.ratiofixer.sandbox.audience.Conditions;
import dev.ratiofixer.sandbox.audience.Response;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.video.Counters;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A video with its ads campaign in the sandbox's world, hour by hour. */
final class SimulatedVideo {
    /** Reports of Google Ads come so much later. */
    private static final Duration LAG = Duration.ofHours(3);

    private static final double DAY_MILLIS = 86_400_000;

    private final Scenario scenario;
    private final Audience audience;
    private final Instant released;
    private final Deque<AudienceCounters> unreported = new ArrayDeque<>();
    /** By the beginning of the hour: what had come in by its end, or by the latest report of it. */
    private final NavigableMap<Instant, AudienceCounters> reported = new TreeMap<>();

    private Conditions conditions;
    private AudienceCounters tally;

    SimulatedVideo(Scenario scenario) {
        this.scenario = scenario;
        released = Expecting.released(scenario.temper().ageDays());
        audience = new Audience(
                scenario.video(),
                scenario.temper(),
                scenario.seed(),
                released.toEpochMilli(),
                0.2,
                scenario.setting().audience());
        conditions = Conditions.opening(
                scenario.temper().response(), scenario.opening().micros());
        tally = audience.opening(
                Expecting.START.toEpochMilli(), scenario.temper().response());
    }

    Instant released() {
        return released;
    }

    /** The share of the paid views that is public. */
    double publicPaid() {
        return audience.publicPaid();
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

    /**
     * Paid viewers go on to like at the scenario's multiple of what the target asks now of each of their views that is
     * public.
     */
    void answer(Instant now, double targetRate) {
        double age = Duration.between(released, now).toMillis() / DAY_MILLIS;
        Response response = scenario.temper().response();
        double paid = scenario.multiple()
                * audience.publicPaid()
                * targetRate
                / scenario.video().likeRate(age);
        conditions = conditions.answering(
                new Response(response.organicLikes(), response.organicComments(), paid, response.paidComments()));
    }

    void advance(Instant to) {
        while (tally.untilMillis() < to.toEpochMilli()) {
            long end = Math.min(to.toEpochMilli(), Audience.stepEnd(tally.untilMillis()));
            tally = audience.step(tally, conditions, end);
            unreported.add(tally);
        }
    }

    AdsFacts ads(Instant now) {
        while (!unreported.isEmpty()
                && unreported.getFirst().untilMillis() <= now.minus(LAG).toEpochMilli()) {
            AudienceCounters step = unreported.removeFirst();
            Instant start = Instant.ofEpochMilli(step.untilMillis() - 1).truncatedTo(ChronoUnit.HOURS);
            reported.put(start, step);
        }
        return new AdsFacts(budget(), AdsPreflight.clear(budget().daily().currency()), hours(), ZoneOffset.UTC);
    }

    /** Whole numbers whose sums are right. */
    private List<AdsHour> hours() {
        List<AdsHour> hours = new ArrayList<>();
        double cost = 0;
        double views = 0;
        for (Map.Entry<Instant, AudienceCounters> hour : reported.entrySet()) {
            AudienceCounters end = hour.getValue();
            if (end.costMicros() > cost) {
                hours.add(new AdsHour(
                        hour.getKey(),
                        Math.round(end.costMicros()) - Math.round(cost),
                        Math.round(end.paidViews()) - Math.round(views)));
            }
            cost = end.costMicros();
            views = end.paidViews();
        }
        return hours;
    }
}
