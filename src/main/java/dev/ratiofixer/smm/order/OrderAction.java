package dev.ratiofixer.smm.order;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an order does at its provider. Closed: there is no action that could buy engagement. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OrderAction.SetDailyBudget.class, name = "set_daily_budget"),
    @JsonSubTypes.Type(value = OrderAction.RunTrial.class, name = "run_trial"),
    @JsonSubTypes.Type(value = OrderAction.PostComment.class, name = "post_comment"),
    @JsonSubTypes.Type(value = OrderAction.AskTeam.class, name = "ask_team")
})
public sealed interface OrderAction {
    OrderType type();

    /** Whether it spends more than would be spent without it, until it is taken back. */
    boolean raised();

    /** In the type's unit: micros of the new daily budget (0 when paused), comments, tasks. */
    long quantity();

    /**
     * Sets the daily budget of an ads campaign for a term. What is above the baseline, which is the budget that the
     * engine found there, is the order's money; at the end of the term it goes back unless a next order has followed.
     *
     * @param baseline the budget of the owner's own, that no order pays for
     * @param before what the order was decided on; found otherwise, somebody else has changed it and nothing is done
     * @param term for how long the amount above the baseline is reserved
     */
    record SetDailyBudget(
            String customerId,
            @Nullable String managerId,
            String adsCampaignId,
            Money baseline,
            DailyBudget before,
            DailyBudget after,
            Duration term)
            implements OrderAction {
        /** A day's spend can reach this many times the daily budget. Source: Google Ads Help, "About daily budgets". */
        public static final int OVERDELIVERY = 2;

        private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

        @Override
        public OrderType type() {
            return OrderType.AD_BUDGET;
        }

        @Override
        public long quantity() {
            return after.effective().micros();
        }

        /** Whether it spends more than the owner did. */
        @Override
        public boolean raised() {
            return after.effective().compareTo(baseline) > 0;
        }

        /** Whether it changes nothing at the provider and only pays for the next term. */
        public boolean keeps() {
            return after.equals(before);
        }

        /** The most that the term can cost above the baseline, overdelivery included; rounded up to the micro. */
        public Money exposure() {
            return raised() ? exposure(after.daily(), baseline, term) : Money.zero(baseline.currency());
        }

        /** The same for a budget that is only considered. */
        public static Money exposure(Money daily, Money baseline, Duration term) {
            return daily.minus(baseline).timesUp(Math.multiplyExact(term.toMillis(), OVERDELIVERY), DAY_MILLIS);
        }
    }

    /**
     * Runs a randomised trial of a daily budget: blocks of whole days of the ads account, each with the owner's own
     * budget or one step above it, as the coin fell before the order was written. The first block begins with the
     * account's next day after the order is placed. {@code docs/decisions/0032} and 0044 have the method.
     *
     * @param counter {@code likes} or {@code comments}
     * @param own the owner's own daily budget
     * @param step the amount of the raised blocks
     * @param seed of the coin
     * @param draws what the coin showed for each block: whether it is raised
     * @param washout of each block's beginning, which is not counted
     * @param zone the ads account's
     * @param term from the placing to the end of the last block at the latest
     */
    record RunTrial(
            String customerId,
            @Nullable String managerId,
            String adsCampaignId,
            String counter,
            Money own,
            Money step,
            long seed,
            List<Boolean> draws,
            int blockDays,
            Duration washout,
            ZoneId zone,
            Duration term)
            implements OrderAction {
        public RunTrial {
            draws = List.copyOf(draws);
        }

        @Override
        public OrderType type() {
            return OrderType.AD_BUDGET;
        }

        @Override
        public long quantity() {
            return step.micros();
        }

        @Override
        public boolean raised() {
            return true;
        }

        /**
         * The most that it can cost above the owner's own budget. A day more than it raises is reserved, for the
         * minutes by which a midnight is missed.
         */
        public Money exposure() {
            return SetDailyBudget.exposure(step, own, paidDays());
        }

        /** How many days are reserved. */
        public Duration paidDays() {
            long up = draws.stream().filter(raised -> raised).count();
            return Duration.ofDays(up * blockDays + 1);
        }

        /** The raise of one of its blocks, as any raise of a budget. */
        public SetDailyBudget raise(Duration length) {
            return budget(step, length);
        }

        /** The owner's own budget, as it has to be found before the trial begins. */
        public SetDailyBudget kept() {
            return budget(own, term);
        }

        private SetDailyBudget budget(Money daily, Duration length) {
            DailyBudget found = new DailyBudget(own, true);
            DailyBudget wanted = new DailyBudget(daily, true);
            return new SetDailyBudget(customerId, managerId, adsCampaignId, own, found, wanted, length);
        }
    }

    /**
     * The state of an ads campaign that an order changes: both are absolute, so setting them twice does no harm.
     *
     * @param serving whether it is enabled; a paused campaign keeps its amount
     */
    record DailyBudget(Money daily, boolean serving) {
        /** What it can spend on an average day. */
        public Money effective() {
            return serving ? daily : Money.zero(daily.currency());
        }

        @Override
        public String toString() {
            return serving ? daily + " a day" : "paused";
        }
    }

    /**
     * Posts one of the owner's approved texts as the owner's comment.
     *
     * @param row the sheet's row, from 1, for people who look it up
     * @param text never logged
     */
    record PostComment(String channelId, VideoId video, int row, String text) implements OrderAction {
        /** The most that the engine ever posts under one video. */
        public static final int MOST_A_VIDEO = 3;

        @Override
        public OrderType type() {
            return OrderType.OWNER_COMMENT;
        }

        @Override
        public long quantity() {
            return 1;
        }

        @Override
        public boolean raised() {
            return false;
        }

        @Override
        public String toString() {
            return "PostComment[video=" + video + ", row=" + row + ", text of " + text.length() + " characters]";
        }
    }

    /**
     * Asks people for something only they can do.
     *
     * @param ask one or two sentences: what is wanted and why
     * @param missingLikes likes that are short, 0 for none
     */
    record AskTeam(VideoId video, String title, String ask, long missingLikes, long missingComments)
            implements OrderAction {
        @Override
        public OrderType type() {
            return OrderType.TEAM_TASK;
        }

        @Override
        public long quantity() {
            return 1;
        }

        @Override
        public boolean raised() {
            return false;
        }
    }

    /**
     * A raised budget that is still in force although its term is over. Each day of it is held against every limit, as
     * the term was when it was ordered.
     *
     * @param since when it should have been back
     * @param attempts how often it was tried in vain
     * @param refused whether the provider said no; else it was away, or did not say
     * @param problem one sentence for people
     * @param days what each day may have cost, up to the next attempt; oldest first
     */
    record Unreturned(Instant since, int attempts, boolean refused, String problem, List<DayCost> days) {
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
            List<DayCost> known = before == null ? List.of() : before.days();
            return new Unreturned(first, attempts, refused, problem, most(known, costs(abovePerDay, paidUntil, next)));
        }

        /** Of each day the higher: what a trial's next raised block pays for takes nothing from the days before. */
        private static List<DayCost> most(List<DayCost> before, List<DayCost> now) {
            NavigableMap<LocalDate, Money> days = new TreeMap<>();
            Stream.concat(before.stream(), now.stream())
                    .forEach(day ->
                            days.merge(day.day(), day.cost(), (one, other) -> one.compareTo(other) < 0 ? other : one));
            return days.entrySet().stream()
                    .map(day -> new DayCost(day.getKey(), day.getValue()))
                    .toList();
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
                costs.add(new DayCost(
                        day, perDay.timesUp(millis, Duration.ofDays(1).toMillis())));
                start = end;
            }
            return costs;
        }
    }
}
