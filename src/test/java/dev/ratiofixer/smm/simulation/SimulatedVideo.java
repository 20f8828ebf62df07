package dev.ratiofixer.smm.simulation;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.sandbox.audience.Audience;
import dev.ratiofixer.sandbox.audience.Audience.Response;
import dev.ratiofixer.sandbox.audience.AudienceCounters;
import dev.ratiofixer.sandbox.audience.Conditions;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsFacts;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.OwnerViews.OwnerDay;
import dev.ratiofixer.smm.simulation.Scenario.PaidReport;
import dev.ratiofixer.time.PacificDay;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.MeasuredViews;
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
import java.util.function.ToLongFunction;

/** A video with its ads campaign in the sandbox's world, hour by hour. */
final class SimulatedVideo {
    /** Reports of Google Ads come so much later. */
    private static final Duration LAG = Duration.ofHours(3);

    /** The owner's analytics come so much later after a day's end, have too little at first and then too much. */
    private static final Duration OWNER_LAG = Duration.ofDays(3);

    private static final Duration FIRST_FIGURES = Duration.ofDays(5);
    private static final Duration SETTLED = Duration.ofDays(7);
    private static final double TOO_FEW = 0.93;
    private static final double TOO_MANY = 1.02;

    private static final double DAY_MILLIS = 86_400_000;

    /** Public views for each engaged one, of who knows nothing but the bounds. */
    private static final double USUAL = Math.sqrt(1.2 * 2.6);

    private static final double LEAST_ENGAGED = 200;

    private final Scenario scenario;
    private final Audience audience;
    private final Instant released;
    private final Deque<AudienceCounters> unreported = new ArrayDeque<>();
    /** By the beginning of the hour: what had come in by its end, or by the latest report of it. */
    private final NavigableMap<Instant, AudienceCounters> reported = new TreeMap<>();

    /** By the end of the hour: what had come in. */
    private final NavigableMap<Instant, AudienceCounters> hourly = new TreeMap<>();

    private Conditions conditions;
    private AudienceCounters tally;

    SimulatedVideo(Scenario scenario) {
        this.scenario = scenario;
        released = Expecting.released(scenario.temper().ageDays());
        audience = scenario.setting().counting().audience(scenario, released, 0.2);
        conditions = Conditions.opening(
                scenario.temper().response(), scenario.opening().micros());
        tally = audience.opening(
                Expecting.START.toEpochMilli(), scenario.temper().response());
    }

    Instant released() {
        return released;
    }

    /** Public views for each paid one. */
    double publicPaid() {
        return audience.publicPaid();
    }

    /** As the public counter has them. */
    double views() {
        return tally.views();
    }

    /** The views that the target is of. */
    double targetViews() {
        return byEngaged() ? tally.inside().engagedViews() : tally.views();
    }

    /**
     * What the engine takes those to be: where it can only know the public ones, it divides them by what the owner's
     * days tell, or by what is usual.
     */
    double believedViews(Instant now) {
        return switch (scenario.setting().counting()) {
            case OF_KIND, HONEST -> tally.views();
            case FIRST_FRAME -> report() == PaidReport.ANALYTICS ? measured(now) : tally.views() / USUAL;
        };
    }

    private double measured(Instant now) {
        List<OwnerDay> days = ownerDays(now);
        if (sum(days, OwnerDay::counted) < LEAST_ENGAGED) {
            return tally.views() / USUAL;
        }
        List<OwnerDay> first = days.subList(0, Math.min(7, days.size()));
        List<OwnerDay> last = days.subList(Math.max(0, days.size() - 7), days.size());
        return new MeasuredViews(
                        days.getFirst().start(),
                        days.getLast().end(),
                        sum(days, OwnerDay::views),
                        sum(days, OwnerDay::counted),
                        (double) sum(first, OwnerDay::views) / Math.max(1, sum(first, OwnerDay::counted)),
                        (double) sum(last, OwnerDay::views) / Math.max(1, sum(last, OwnerDay::counted)),
                        (double) sum(last, OwnerDay::views) / last.size())
                .engaged(tally.views(), released, now, released);
    }

    private static long sum(List<OwnerDay> days, ToLongFunction<OwnerDay> count) {
        return days.stream().mapToLong(count).sum();
    }

    private boolean byEngaged() {
        return scenario.setting().counting().byEngaged();
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
     * Paid viewers go on to like at the scenario's multiple of what the target asks now of each of their views that it
     * counts.
     */
    void answer(Instant now, double targetRate) {
        double age = Duration.between(released, now).toMillis() / DAY_MILLIS;
        Response response = scenario.temper().response();
        double paid = scenario.multiple()
                * (byEngaged() ? 1 : audience.publicPaid())
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
            hourly.put(Instant.ofEpochMilli(end), tally);
        }
    }

    AdsFacts ads(Instant now) {
        while (!unreported.isEmpty()
                && unreported.getFirst().untilMillis() <= now.minus(LAG).toEpochMilli()) {
            AudienceCounters step = unreported.removeFirst();
            Instant start = Instant.ofEpochMilli(step.untilMillis() - 1).truncatedTo(ChronoUnit.HOURS);
            reported.put(start, step);
        }
        AdsFacts facts =
                new AdsFacts(budget(), AdsPreflight.clear(budget().daily().currency()), hours(), ZoneOffset.UTC);
        return report() == PaidReport.ANALYTICS ? facts.knowing(ownerDays(now)) : facts;
    }

    private PaidReport report() {
        return scenario.setting().report();
    }

    private double paidViews(AudienceCounters at) {
        return report() == PaidReport.EXACT ? at.inside().publicPaidViews() : at.paidViews();
    }

    /** What the owner's analytics tell by now, as the sandbox tells it. */
    private List<OwnerDay> ownerDays(Instant now) {
        List<OwnerDay> days = new ArrayList<>(byEngaged() ? daysBefore() : List.of());
        PacificDay day = new PacificDay(PacificDay.of(Expecting.START).date().plusDays(1));
        while (!day.end().plus(OWNER_LAG).isAfter(now)) {
            days.add(ownerDay(day, now));
            day = new PacificDay(day.date().plusDays(1));
        }
        return days;
    }

    /** The two weeks before the campaign, or what the video has of them: nobody came by ads. */
    private List<OwnerDay> daysBefore() {
        List<OwnerDay> days = new ArrayList<>();
        PacificDay first = PacificDay.of(Expecting.START);
        for (int back = 14; back > 0; back--) {
            PacificDay day = new PacificDay(first.date().minusDays(back));
            if (!day.start().isBefore(released)) {
                double engaged = curve(day.end()) - curve(day.start());
                days.add(new OwnerDay(
                        day.start(), day.end(), (long) (engaged * audience.firstFrame()), (long) engaged, 0, 0));
            }
        }
        return days;
    }

    private double curve(Instant at) {
        return scenario.video().views().at(Duration.between(released, at).toMillis() / DAY_MILLIS);
    }

    private OwnerDay ownerDay(PacificDay day, Instant now) {
        AudienceCounters from = hourly.floorEntry(day.start()).getValue();
        AudienceCounters to = hourly.floorEntry(day.end()).getValue();
        Duration since = Duration.between(day.end(), now);
        double told = since.compareTo(FIRST_FIGURES) < 0 ? TOO_FEW : since.compareTo(SETTLED) < 0 ? TOO_MANY : 1;
        long views = (long) Math.max(0, told * (to.views() - from.views()));
        long ads = (long) (told * (to.inside().publicPaidViews() - from.inside().publicPaidViews()));
        long engaged =
                (long) (told * (to.inside().engagedViews() - from.inside().engagedViews()));
        long paid = (long) (told * (to.paidViews() - from.paidViews()));
        return byEngaged()
                ? new OwnerDay(day.start(), day.end(), views, engaged, ads, paid)
                : new OwnerDay(day.start(), day.end(), views, views, ads, ads);
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
                        Math.round(paidViews(end)) - Math.round(views)));
            }
            cost = end.costMicros();
            views = paidViews(end);
        }
        return hours;
    }
}
