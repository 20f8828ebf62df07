package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.policy.PolicyInput.CounterAssessment.AssessedCounter;
import dev.ratiofixer.smm.policy.adbudget.AdsPreflight.AdsView.AdsHour;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.PaidViews;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Plans a randomised switchback of a daily budget, and estimates from it how often paid viewers like or comment. Pure:
 * the same plan and readings give the same estimate. {@code docs/decisions/0032-trials-by-the-coin.md} has the method
 * and its sources.
 *
 * @param seed of the coin; written down before the first block, so that nobody can choose it afterwards
 * @param first the first block's day, in the account's zone
 * @param blockDays whole days of the ads account
 * @param washout of each block's beginning, which is not counted: what the block before brought still comes then
 * @param own the owner's own daily budget, in force in the blocks for which the coin shows so
 * @param raised the amount of the other blocks
 */
public record BudgetTrial(
        long seed, LocalDate first, ZoneId zone, int blockDays, int blocks, Duration washout, Money own, Money raised) {
    /** Refuses a plan without blocks, or without a step up. */
    public BudgetTrial {
        if (blockDays < 1 || blocks < 1 || washout.compareTo(Duration.ofDays(blockDays)) >= 0) {
            throw new IllegalArgumentException("a trial needs blocks of whole days that are longer than their washout");
        }
        if (raised.compareTo(own) <= 0) {
            throw new IllegalArgumentException("a trial's other amount has to be above the owner's own");
        }
    }

    /**
     * Plans one whose blocks can all be paid if the coin raises each of them, the overdelivery included.
     *
     * @param now the trial begins with the next day of the zone
     * @param most what it may cost above the owner's own budget
     * @param wanted blocks
     */
    public static Optional<BudgetTrial> plan(
            long seed, Instant now, ZoneId zone, Money own, Money raised, Money most, int wanted) {
        if (raised.compareTo(own) <= 0) {
            return Optional.empty();
        }
        long day = raised.minus(own).micros() * SetDailyBudget.OVERDELIVERY;
        int blocks = (int) Math.min(wanted, most.micros() / (day * BLOCK_DAYS));
        return blocks < LEAST_BLOCKS
                ? Optional.empty()
                : Optional.of(new BudgetTrial(
                        seed,
                        LocalDate.ofInstant(now, zone).plusDays(1),
                        zone,
                        BLOCK_DAYS,
                        blocks,
                        WASHOUT,
                        own,
                        raised));
    }

    private static final int BLOCK_DAYS = 1;
    private static final int LEAST_BLOCKS = 6;
    private static final Duration WASHOUT = Duration.ofHours(6);

    /**
     * A time with one budget.
     *
     * @param raised what the coin showed
     */
    public record TrialBlock(Instant from, Instant to, boolean raised) {}

    /** All blocks, as the coin drew them: each by itself, both sides alike. */
    public List<TrialBlock> drawn() {
        SplittableRandom coin = new SplittableRandom(seed);
        return IntStream.range(0, blocks)
                .mapToObj(block -> new TrialBlock(start(block), start(block + 1), coin.nextBoolean()))
                .toList();
    }

    private Instant start(int block) {
        return first.plusDays((long) block * blockDays).atStartOfDay(zone).toInstant();
    }

    /** The budget of an instant; the owner's own before the first and after the last block. */
    public Money at(Instant now) {
        return drawn().stream()
                        .anyMatch(block -> block.raised() && !now.isBefore(block.from()) && now.isBefore(block.to()))
                ? raised
                : own;
    }

    /** The most that it can cost above the owner's own budget, as the coin fell. */
    public Money exposure() {
        long raisedBlocks = drawn().stream().filter(TrialBlock::raised).count();
        return SetDailyBudget.exposure(raised, own, Duration.ofDays(raisedBlocks * blockDays));
    }

    /**
     * Reads what the blocks that have ended by now tell.
     *
     * @param readings oldest first
     * @param hours of the ads report
     */
    public TrialEstimate estimate(
            List<CampaignReading> readings, List<AdsHour> hours, AssessedCounter counter, Instant now) {
        PaidViews paid = new PaidViews(hours);
        Instant known = now.minus(PaidEngagementEstimator.CampaignSpans.METRICS_LAG);
        List<Outcome> outcomes = new ArrayList<>();
        for (TrialBlock block : drawn()) {
            outcome(block, readings, paid, counter, known).ifPresent(outcomes::add);
        }
        double rate = outcomes.isEmpty() ? 0 : outcomes.getLast().rate();
        if (rate <= 0) {
            return new TrialEstimate(0, 0, Interval.EVERYTHING, Interval.EVERYTHING);
        }
        int up = (int) outcomes.stream().filter(Outcome::raised).count();
        return new TrialEstimate(
                outcomes.size(),
                up,
                ConfidenceSequence.of(outcomes, Outcome::count, rate),
                ConfidenceSequence.of(outcomes, outcome -> outcome.count() - rate * outcome.views(), rate));
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
    public record Interval(double low, double high) {
        static final Interval EVERYTHING = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        public boolean holds(double value) {
            return value >= low && value <= high;
        }
    }

    /**
     * What a trial has told so far.
     *
     * @param blocks that have ended and could be read; {@code raisedBlocks} of them were raised
     * @param multiple likes (or comments) for each paid view that the ads report counts, over what the target asks of a
     *     view; an effect is claimed when it does not hold 0
     * @param gain the same, less what the target asks of the public views that a paid view brings: above 0 the lever
     *     helps, whatever share of the paid views is public
     */
    public record TrialEstimate(int blocks, int raisedBlocks, Interval multiple, Interval gain) {
        /** Whether paid viewers do anything. */
        public boolean claimsAnEffect() {
            return !multiple.holds(0);
        }

        /** Whether more paid views surely close the shortfall. */
        public boolean helps() {
            return gain.low() > 0;
        }

        /** Whether more paid views surely widen it. */
        public boolean harms() {
            return gain.high() < 0;
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
                if (richest(outcomes, what, multiple * rate) < RICH) {
                    low = Math.min(low, step == 0 ? Double.NEGATIVE_INFINITY : multiple);
                    high = Math.max(high, step == steps ? Double.POSITIVE_INFINITY : multiple);
                }
            }
            return low > high ? Interval.EVERYTHING : new Interval(low, high);
        }

        /** The most that the stakes together ever had. */
        private static double richest(List<Outcome> outcomes, ToDoubleFunction<Outcome> what, double each) {
            double[] wealth = new double[STAKES.length];
            double richest = 1;
            Foretold foretold = new Foretold();
            for (Outcome outcome : outcomes) {
                double own = what.applyAsDouble(outcome) - each * outcome.paidViews();
                double off = foretold.off(own);
                double all = 0;
                for (int i = 0; i < STAKES.length; i++) {
                    double stake = STAKES[i] * off * (outcome.raised() ? 1 : -1);
                    wealth[i] += stake - Math.log(Math.cosh(stake));
                    all += Math.exp(wealth[i]) / STAKES.length;
                }
                richest = Math.max(richest, all);
            }
            return richest;
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
