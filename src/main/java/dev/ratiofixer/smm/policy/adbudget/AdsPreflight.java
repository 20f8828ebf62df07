package dev.ratiofixer.smm.policy.adbudget;

import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.AdNetworks.NetworkFigures;
import dev.ratiofixer.smm.api.ServicePreflight.Severity;
import dev.ratiofixer.smm.order.CampaignOrderHistory.CampaignReading;
import dev.ratiofixer.smm.order.OrderAction.DailyBudget;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.policy.adbudget.OwnerViews.OwnerDay;
import dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator.CampaignSpans.PaidViews;
import dev.ratiofixer.smm.policy.adbudget.PreflightFinding.EndsBeforeReturn;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an ads campaign and its account before its budget is changed. Nothing is changed that could not be
 * changed back.
 *
 * @param findings of the campaign and the account, whatever the amount
 * @param rules what amounts the account takes
 * @param ends what is to be said of a budget that would go back after the campaign's end, {@code null} for no end
 */
public record AdsPreflight(
        List<PreflightFinding> findings,
        BudgetRules rules,
        @Nullable EndsBeforeReturn ends) {
    public AdsPreflight {
        findings = List.copyOf(findings);
    }

    /** Of a campaign that nothing is known against, in a currency of hundredths. */
    public static AdsPreflight clear(String currency) {
        return new AdsPreflight(List.of(), BudgetRules.ofCurrency(currency), null);
    }

    /** All findings, for an owner's own amount. */
    public List<PreflightFinding> of(Money own) {
        return Stream.concat(findings.stream(), rules.against(own).stream()).toList();
    }

    /** The first reason for which nothing is changed, for an owner's own amount. */
    public Optional<PreflightFinding> blocking(Money own) {
        return of(own).stream()
                .filter(finding -> finding.severity() == Severity.BLOCKS_CHANGE)
                .findFirst();
    }

    /**
     * The first reason for which nothing is raised.
     *
     * @param back when the raised budget would go back
     */
    public Optional<PreflightFinding> blockingRaise(Money own, Instant back) {
        // One that ends in the very moment of the return is over when the return comes.
        Stream<PreflightFinding> late = ends == null || ends.at().isAfter(back) ? Stream.empty() : Stream.of(ends);
        return Stream.concat(of(own).stream(), late)
                .filter(finding -> finding.severity() != Severity.NOTICE)
                .findFirst();
    }

    /**
     * What amounts of a daily budget Google Ads takes.
     *
     * @param unit amounts are multiples of it: the currency's smallest coin, or what the account is billed in if that
     *     is coarser
     * @param minimum the least amount of a Demand Gen campaign's day, {@code null} if it is not known
     */
    public record BudgetRules(Money unit, @Nullable Money minimum) {
        private static final int MICRO_DIGITS = 6;

        /** The currency's own coin, and no minimum. */
        public static BudgetRules ofCurrency(String currency) {
            return new BudgetRules(new Money(coin(currency), currency), null);
        }

        /** With the unit that Google bills in, if that is coarser than the currency's coin. */
        public static BudgetRules of(String currency, long billableUnitMicros, @Nullable Money minimum) {
            long unit = lcm(coin(currency), billableUnitMicros);
            return new BudgetRules(new Money(unit, currency), minimum);
        }

        /** Why an amount could not be set again; empty if it could, or if it is none. */
        Optional<PreflightFinding> against(Money own) {
            if (!own.isPositive()) {
                return Optional.empty();
            }
            if (minimum != null && sameCurrency(own) && own.compareTo(minimum) < 0) {
                return Optional.of(new PreflightFinding.BelowMinimum(own, minimum));
            }
            return sameCurrency(own) && own.micros() % unit.micros() != 0
                    ? Optional.of(new PreflightFinding.NotPayable(own, unit))
                    : Optional.empty();
        }

        /** The largest amount that can be set and is not above this one. */
        Money down(Money amount) {
            return new Money(Math.floorDiv(amount.micros(), unit.micros()) * unit.micros(), amount.currency());
        }

        /** The smallest amount that can be set and is not under this one. */
        Money up(Money amount) {
            return new Money(Math.ceilDiv(amount.micros(), unit.micros()) * unit.micros(), amount.currency());
        }

        /** A bound that is not under the minimum. */
        Money floor(Money bound) {
            return minimum != null && bound.compareTo(minimum) < 0 ? minimum : bound;
        }

        /** At most {@code step}, a share, higher, and not above {@code cap}. */
        Money raised(Money current, double step, Money cap) {
            long raised = (long) Math.floor(current.micros() * (1 + step));
            return down(new Money(Math.min(raised, cap.micros()), current.currency()));
        }

        /** At most {@code step}, a share, lower, and not under {@code floor}. */
        Money lowered(Money current, double step, Money floor) {
            long lowered = (long) Math.ceil(current.micros() * (1 - step));
            Money payable = up(new Money(Math.max(lowered, floor.micros()), current.currency()));
            return payable.compareTo(current) <= 0 ? payable : current;
        }

        private boolean sameCurrency(Money amount) {
            return amount.currency().equals(unit.currency());
        }

        /**
         * Micros of the smallest coin. Source: ISO 4217, by the JDK; of a currency that is younger than this JDK only
         * what Google bills in is known.
         */
        private static long coin(String currency) {
            int digits;
            try {
                digits = Math.clamp(Currency.getInstance(currency).getDefaultFractionDigits(), 0, MICRO_DIGITS);
            } catch (IllegalArgumentException unknown) {
                return 1;
            }
            return Math.round(Math.pow(10, MICRO_DIGITS - digits));
        }

        private static long lcm(long one, long other) {
            long a = one;
            long b = other;
            while (b != 0) {
                long rest = a % b;
                a = b;
                b = rest;
            }
            return Math.multiplyExact(one / a, other);
        }
    }

    /** What is known of the ads campaign at the moment. */
    public sealed interface AdsView {
        /** Google Ads answered. */
        record Known(AdsFacts facts) implements AdsView {}

        /** The campaign has no such lever, or nothing is to be decided on it now. */
        record NotNeeded() implements AdsView {}

        /** It did not. {@code reason} is for people. */
        record Unknown(String reason) implements AdsView {}

        /**
         * What Google Ads says of the campaign's ads campaign.
         *
         * @param preflight what stands in the way of changing its budget, or of changing it back
         * @param hours oldest first, those without anything left out; the last ones may still grow, as metrics lag by
         *     hours
         * @param zone the account's, in which its days are counted
         * @param insight what is known of its viewers from elsewhere
         */
        record AdsFacts(
                DailyBudget budget, AdsPreflight preflight, List<AdsHour> hours, ZoneId zone, ViewerInsight insight) {
            private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();
            private static final int RECENT_DAYS = 7;

            public AdsFacts {
                hours = List.copyOf(hours);
                // Rows that an older release wrote have none.
                insight = Objects.requireNonNullElse(insight, ViewerInsight.NONE);
            }

            /** The same of another budget, as far as these hours tell. */
            public AdsFacts with(DailyBudget other, List<AdsHour> seen) {
                return new AdsFacts(other, preflight, seen, zone, insight);
            }

            /** Facts without anything known from elsewhere. */
            public AdsFacts(DailyBudget budget, AdsPreflight preflight, List<AdsHour> hours, ZoneId zone) {
                this(budget, preflight, hours, zone, ViewerInsight.NONE);
            }

            /**
             * With how often paid viewers engage, as a multiple of what the target asks of a public view: for certain.
             */
            public AdsFacts told(double multiple) {
                return new AdsFacts(budget, preflight, hours, zone, new ViewerInsight(multiple, insight.days()));
            }

            /** With what the owner's analytics say of the video's days, oldest first. */
            public AdsFacts knowing(List<OwnerDay> days) {
                return new AdsFacts(budget, preflight, hours, zone, new ViewerInsight(insight.multiple(), days));
            }

            /** The account's days, oldest first; those without anything are left out. */
            public List<AdsDay> days() {
                NavigableMap<LocalDate, AdsDay> days = new TreeMap<>();
                for (AdsHour hour : hours) {
                    LocalDate date = LocalDate.ofInstant(hour.start(), zone);
                    days.merge(
                            date,
                            new AdsDay(date, hour.costMicros(), hour.views()),
                            (one, other) -> new AdsDay(
                                    date, one.costMicros() + other.costMicros(), one.views() + other.views()));
                }
                return List.copyOf(days.values());
            }

            /** All hours together, by where the ads were shown. */
            public PaidNetworks networks() {
                return hours.stream().map(AdsHour::networks).reduce(PaidNetworks.NONE, PaidNetworks::plus);
            }

            /**
             * Views that the amount above the baseline is forecast to bring, at the price of the last week; 0 when
             * unknown.
             */
            double viewsAbove(SetDailyBudget action) {
                List<AdsDay> all = days();
                List<AdsDay> recent = all.subList(Math.max(0, all.size() - RECENT_DAYS), all.size());
                double cost = recent.stream().mapToLong(AdsDay::costMicros).sum();
                double views = recent.stream().mapToLong(AdsDay::views).sum();
                if (cost <= 0) {
                    return 0;
                }
                long above = action.after().effective().minus(action.baseline()).micros();
                return above * (action.term().toMillis() / DAY_MILLIS) * views / cost;
            }

            /**
             * Public views for each view that the target is of, at the last of some readings; 1 where the owner's
             * analytics do not tell.
             */
            double viewsPerCounted(List<CampaignReading> readings) {
                OwnerViews owner = OwnerViews.of(hours, insight.days());
                List<CampaignReading> counted =
                        owner.counted(readings, PaidViews.shown(this), PaidViews.counted(this, owner));
                return counted.isEmpty()
                        ? 1
                        : (double) readings.getLast().views()
                                / counted.getLast().views();
            }
        }

        /**
         * What is known of a video's viewers from elsewhere than the public counters and the ads report.
         *
         * @param multiple how often paid viewers engage, over what the target asks of a public view; {@code null} where
         *     it has to be learned
         * @param days that the owner's analytics tell of, oldest first; days are missing, the newest ones always
         */
        record ViewerInsight(@Nullable Double multiple, List<OwnerDay> days) {
            public static final ViewerInsight NONE = new ViewerInsight(null, List.of());

            public ViewerInsight {
                // Rows that an older release wrote have none.
                days = List.copyOf(Objects.requireNonNullElse(days, List.of()));
            }
        }

        /**
         * What an ads campaign did in an hour of its account, which begins at {@code start}.
         *
         * @param networks the same by where its ads were shown; nothing where that is not known
         */
        record AdsHour(Instant start, long costMicros, long views, PaidNetworks networks) {
            /** Where it is not known on which networks. */
            public AdsHour(Instant start, long costMicros, long views) {
                this(start, costMicros, views, PaidNetworks.NONE);
            }
        }

        /** What an ads campaign did on a day of its account. */
        record AdsDay(LocalDate date, long costMicros, long views) {}
    }

    /**
     * What ads did by where they were shown.
     *
     * @param other outside YouTube, or where Google does not tell
     */
    public record PaidNetworks(
            NetworkTotals inStream, NetworkTotals inFeed, NetworkTotals shorts, NetworkTotals other) {
        /** Nothing on any of them. */
        public static final PaidNetworks NONE =
                new PaidNetworks(NetworkTotals.NONE, NetworkTotals.NONE, NetworkTotals.NONE, NetworkTotals.NONE);

        /** One network's. */
        public record NetworkTotals(long costMicros, long impressions, long views) {
            public static final NetworkTotals NONE = new NetworkTotals(0, 0, 0);

            NetworkTotals plus(NetworkTotals more) {
                return new NetworkTotals(
                        costMicros + more.costMicros, impressions + more.impressions, views + more.views);
            }
        }

        /** Both together. */
        public PaidNetworks plus(PaidNetworks more) {
            return new PaidNetworks(
                    inStream.plus(more.inStream),
                    inFeed.plus(more.inFeed),
                    shorts.plus(more.shorts),
                    other.plus(more.other));
        }

        /** Those of which nothing but the views is known, in the order of {@link #views}. */
        public static PaidNetworks ofViews(List<Long> views) {
            List<NetworkTotals> all =
                    views.stream().map(each -> new NetworkTotals(0, 0, each)).toList();
            return new PaidNetworks(all.get(0), all.get(1), all.get(2), all.get(3));
        }

        /** Each network's views: in-stream, in-feed, Shorts, others. */
        public List<Long> views() {
            return all().stream().map(NetworkTotals::views).toList();
        }

        /** The networks in their order. */
        List<NetworkTotals> all() {
            return List.of(inStream, inFeed, shorts, other);
        }

        /** The sum over the networks. */
        public NetworkTotals total() {
            return inStream.plus(inFeed).plus(shorts).plus(other);
        }

        /** Those on which anything was shown, by the names that people and programs see. */
        public List<NetworkFigures> named() {
            List<String> names = List.of("in_stream", "in_feed", "shorts", "other");
            List<NetworkFigures> named = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                NetworkTotals of = all().get(i);
                if (!of.equals(NetworkTotals.NONE)) {
                    named.add(new NetworkFigures(names.get(i), of.costMicros(), of.impressions(), of.views()));
                }
            }
            return List.copyOf(named);
        }
    }
}
