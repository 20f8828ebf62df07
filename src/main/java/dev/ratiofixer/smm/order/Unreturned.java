package dev.ratiofixer.smm.order;

import dev.ratiofixer.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A raised budget that is still in force although its term is over. Each day of it is held against every limit, as the
 * term was when it was ordered.
 *
 * @param since when it should have been back
 * @param attempts how often it was tried in vain
 * @param refused whether the provider said no; else it was away, or did not say
 * @param problem one sentence for people
 * @param days what each day may have cost, up to the next attempt; oldest first
 */
public record Unreturned(Instant since, int attempts, boolean refused, String problem, List<DayCost> days) {
    /** An outage that is over by then is no reason to wake anybody. */
    private static final int ALARM_AFTER = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(2);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    public Unreturned {
        days = List.copyOf(days);
    }

    /** A UTC day, and the most that the amount above the owner's own can have cost on it after the term. */
    public record DayCost(LocalDate day, Money cost) {}

    /**
     * One more attempt in vain.
     *
     * @param before {@code null} if it is the first
     * @param since when it should have been back, asked of the first attempt only
     * @param paidUntil until when the order's own reservation pays
     * @param next when it is tried again
     */
    static Unreturned after(
            @Nullable Unreturned before,
            Instant since,
            boolean refused,
            String problem,
            Money abovePerDay,
            Instant paidUntil,
            Instant next) {
        Instant first = before == null ? since : before.since();
        int attempts = before == null ? 1 : before.attempts() + 1;
        return new Unreturned(first, attempts, refused, problem, costs(abovePerDay, paidUntil, next));
    }

    /** How long to wait after so many attempts in vain: twice as long each time, up to an hour, for ever. */
    public static Duration pause(int attempts) {
        int doublings = Math.clamp(attempts - 1, 0, 10);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Whether people have to hear of it. */
    public boolean alarming() {
        return refused || attempts >= ALARM_AFTER;
    }

    /** What it holds beyond the order's own reservation. */
    public Money extra(String currency) {
        return days.stream().map(DayCost::cost).reduce(Money.zero(currency), Money::plus);
    }

    private static List<DayCost> costs(Money perDay, Instant from, Instant to) {
        List<DayCost> costs = new ArrayList<>();
        LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC);
        for (Instant start = from; start.isBefore(to); day = day.plusDays(1)) {
            Instant midnight = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            Instant end = midnight.isBefore(to) ? midnight : to;
            long millis = Duration.between(start, end).toMillis();
            costs.add(new DayCost(day, perDay.timesUp(millis, Duration.ofDays(1).toMillis())));
            start = end;
        }
        return costs;
    }
}
