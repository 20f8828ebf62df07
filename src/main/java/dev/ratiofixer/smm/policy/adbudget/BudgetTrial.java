package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.Settlement.TrialResult;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.PaidViews;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws a randomised switchback of a daily budget, and estimates from it how often paid viewers like or comment. Pure:
 * the same plan and readings give the same estimate. {@code docs/decisions/0032-trials-by-the-coin.md} has the method
 * and its sources.
 *
 * @param draws what the coin showed for each block: whether it is raised
 * @param first the first block's day, in the account's zone
 * @param blockDays whole days of the ads account
 * @param washout of each block's beginning, which is not counted: what the block before brought still comes then
 * @param own the owner's own daily budget, in force in the blocks for which the coin shows so
 * @param raised the amount of the other blocks
 */
public record BudgetTrial(
        List<Boolean> draws, LocalDate first, ZoneId zone, int blockDays, Duration washout, Money own, Money raised) {
    /** Fewer tell nothing. */
    public static final int LEAST_BLOCKS = 6;

    public static final Duration WASHOUT = Duration.ofHours(6);

    /** Refuses a plan without blocks, or without a step up. */
    public BudgetTrial {
        draws = List.copyOf(draws);
        if (blockDays < 1 || draws.isEmpty() || washout.compareTo(Duration.ofDays(blockDays)) >= 0) {
            throw new IllegalArgumentException("a trial needs blocks of whole days that are longer than their washout");
        }
        if (raised.compareTo(own) <= 0) {
            throw new IllegalArgumentException("a trial's other amount has to be above the owner's own");
        }
    }

    /** Returns an order's trial; its first block begins with the account's next day after it was placed. */
    public static BudgetTrial of(RunTrial order, Instant placed) {
        return new BudgetTrial(
                order.draws(),
                LocalDate.ofInstant(placed, order.zone()).plusDays(1),
                order.zone(),
                order.blockDays(),
                order.washout(),
                order.own(),
                order.step());
    }

    /**
     * Returns how many blocks there may be: all can be paid if the coin raises each of them, the overdelivery and a day
     * more included; 0 where those are too few to tell anything.
     *
     * @param most what it may cost above the owner's own budget
     */
    public static int affordable(Money own, Money raised, Money most, int blockDays, int longestDays) {
        if (raised.compareTo(own) <= 0) {
            return 0;
        }
        long days = most.micros() / (raised.minus(own).micros() * SetDailyBudget.OVERDELIVERY) - 1;
        int blocks = (int) (Math.min(days, longestDays) / blockDays);
        return blocks < LEAST_BLOCKS ? 0 : blocks;
    }

    /** Draws so many blocks: each by itself, both sides alike. */
    public static List<Boolean> draw(long seed, int blocks) {
        SplittableRandom coin = new SplittableRandom(seed);
        return IntStream.range(0, blocks).mapToObj(block -> coin.nextBoolean()).toList();
    }

    /**
     * A time with one budget.
     *
     * @param raised what the coin showed
     */
    public record TrialBlock(Instant from, Instant to, boolean raised) {}

    /** All blocks in their order. */
    public List<TrialBlock> blocks() {
        return IntStream.range(0, draws.size())
                .mapToObj(block -> new TrialBlock(start(block), start(block + 1), draws.get(block)))
                .toList();
    }

    private Instant start(int block) {
        return first.plusDays((long) block * blockDays).atStartOfDay(zone).toInstant();
    }

    /** Returns when the last block ends. */
    public Instant end() {
        return start(draws.size());
    }

    /** Returns the block of an instant; empty before the first and after the last. */
    public Optional<TrialBlock> at(Instant now) {
        long days = ChronoUnit.DAYS.between(first, LocalDate.ofInstant(now, zone));
        int block = (int) Math.floorDiv(days, (long) blockDays);
        return block < 0 || block >= draws.size()
                ? Optional.empty()
                : Optional.of(new TrialBlock(start(block), start(block + 1), draws.get(block)));
    }

    /** Returns the budget of an instant; the owner's own before the first and after the last block. */
    public Money budget(Instant now) {
        return at(now).filter(TrialBlock::raised).isPresent() ? raised : own;
    }

    /**
     * Reads what the blocks that have ended by now tell.
     *
     * @param readings oldest first
     * @param hours of the ads report
     * @param stopped when the trial was ended before its time, {@code null} if it was not: no block after it counts
     */
    public TrialResult estimate(
            List<CampaignReading> readings,
            List<AdsHour> hours,
            AssessedCounter counter,
            Instant now,
            @Nullable Instant stopped) {
        PaidViews paid = new PaidViews(hours);
        Instant known = now.minus(PaidEngagementEstimator.CampaignSpans.METRICS_LAG);
        List<Outcome> outcomes = new ArrayList<>();
        for (TrialBlock block : blocks()) {
            if (stopped == null || !block.to().isAfter(stopped)) {
                outcome(block, readings, paid, counter, known).ifPresent(outcomes::add);
            }
        }
        double rate = outcomes.isEmpty() ? 0 : outcomes.getLast().rate();
        if (rate <= 0) {
            return new TrialResult(0, 0, null, null, null, null);
        }
        int up = (int) outcomes.stream().filter(Outcome::raised).count();
        Interval multiple = ConfidenceSequence.of(outcomes, Outcome::count, rate);
        Interval gain = ConfidenceSequence.of(outcomes, outcome -> outcome.count() - rate * outcome.views(), rate);
        return new TrialResult(outcomes.size(), up, multiple.lower(), multiple.upper(), gain.lower(), gain.upper());
    }

    private Optional<Outcome> outcome(
            TrialBlock block, List<CampaignReading> readings, PaidViews paid, AssessedCounter counter, Instant known) {
        Optional<CampaignReading> from = after(readings, block.from().plus(washout));
        Optional<CampaignReading> to = after(readings, block.to());
        if (from.isEmpty() || to.isEmpty() || to.get().at().isAfter(known)) {
            return Optional.empty();
        }
        @Nullable Long before = counter.of(from.get());
        @Nullable Long count = counter.of(to.get());
        @Nullable Double target = counter.target(to.get());
        boolean late = to.get().at().isAfter(block.to().plus(LATEST))
                || from.get().at().isAfter(block.from().plus(washout).plus(LATEST));
        if (before == null || count == null || target == null || target <= 0) {
            return Optional.empty();
        }
        if (late || from.get().regime() != to.get().regime()) {
            return Optional.empty();
        }
        return Optional.of(new Outcome(
                block.raised(),
                count - before,
                to.get().views() - from.get().views(),
                paid.between(from.get().at(), to.get().at()),
                target / to.get().views()));
    }

    /** A reading that comes later than this after a block's end tells of the next one. */
    private static final Duration LATEST = Duration.ofHours(2);

    private static Optional<CampaignReading> after(List<CampaignReading> readings, Instant at) {
        return readings.stream().filter(reading -> !reading.at().isBefore(at)).findFirst();
    }

    /** What a block counted after its washout; {@code rate} is what the target asked of a view at its end. */
    private record Outcome(boolean raised, double count, double views, double paidViews, double rate) {}

    /** Bounds that hold the truth in nine cases of ten, whenever one looks. */
    private record Interval(double low, double high) {
        static final Interval EVERYTHING = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        @Nullable
        Double lower() {
            return Double.isInfinite(low) ? null : low;
        }

        @Nullable
        Double upper() {
            return Double.isInfinite(high) ? null : high;
        }
    }

    /**
     * Inverts a test by the coin alone. If each paid view brings τ, a block's count less τ times its paid views is the
     * same whatever the coin showed; so the coin is independent of what is left, and any stake on their going together
     * is a fair game. A τ with which one grew ten times as rich, at whatever block, is not believed any more (Ville).
     */
    private static final class ConfidenceSequence {
        private static final double RICH = 10;
        private static final double[] STAKES = {-1.2, -0.6, -0.3, 0.3, 0.6, 1.2};
        private static final double LOWEST = -10;
        private static final double HIGHEST = 10;
        private static final double STEP = 0.05;
        private static final double SMOOTH = 0.4;
        private static final double TREND = 0.2;
        private static final double MOST = 3;

        private ConfidenceSequence() {}

        static Interval of(List<Outcome> outcomes, ToDoubleFunction<Outcome> what, double rate) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            int steps = (int) Math.round((HIGHEST - LOWEST) / STEP);
            for (int step = 0; step <= steps; step++) {
                double multiple = LOWEST + step * STEP;
                if (staysPoor(outcomes, what, multiple * rate)) {
                    low = Math.min(low, step == 0 ? Double.NEGATIVE_INFINITY : multiple);
                    high = Math.max(high, step == steps ? Double.POSITIVE_INFINITY : multiple);
                }
            }
            return low > high ? Interval.EVERYTHING : new Interval(low, high);
        }

        /** Whether the stakes together never had {@value #RICH} times what they began with. */
        private static boolean staysPoor(List<Outcome> outcomes, ToDoubleFunction<Outcome> what, double each) {
            double[] wealth = new double[STAKES.length];
            Foretold foretold = new Foretold();
            for (Outcome outcome : outcomes) {
                double own = what.applyAsDouble(outcome) - each * outcome.paidViews();
                double off = foretold.off(own);
                double all = 0;
                for (int i = 0; i < STAKES.length; i++) {
                    double stake = STAKES[i] * off * (outcome.raised() ? 1 : -1);
                    wealth[i] += stake - logOfCosh(stake);
                    all += Math.exp(wealth[i]) / STAKES.length;
                }
                if (all >= RICH) {
                    return false;
                }
            }
            return true;
        }

        /** By the functions that processors and the JIT know; {@link Math#cosh} is not one of them. */
        private static double logOfCosh(double value) {
            double size = Math.abs(value);
            return size + Math.log(0.5 + 0.5 * Math.exp(-2 * size));
        }

        /** Foretells a block from those before it: a level with a trend, and how far off that was. */
        private static final class Foretold {
            private double level;
            private double trend;
            private double spread;
            private int seen;

            /** How far off what was foretold a block is, in usual distances; then learns it. */
            double off(double value) {
                double error = value - (level + trend);
                double off = seen < 2 ? 0 : Math.clamp(error / spread, -MOST, MOST);
                if (seen == 0) {
                    level = value;
                    spread = Math.max(1, Math.sqrt(Math.abs(value)));
                } else {
                    level += trend + SMOOTH * error;
                    trend += TREND * (SMOOTH * error);
                    spread += SMOOTH * (Math.max(1, Math.abs(error)) - spread);
                }
                seen++;
                return off;
            }
        }
    }
}
