package dev.ratiofixer.smm.order;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.order.OrderTerms.ForecastRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether a cost keeps every limit. Pure; the ledger calls it inside the transaction that reserves. */
public final class SpendGuard {
    private SpendGuard() {}

    /** Why the cost is refused, as one sentence for people that names the limit; empty when it is allowed. */
    public static Optional<String> refuse(Money cost, SpendRules rules, SpendFacts facts) {
        return check(cost, rules, facts).map(Refusal::reason);
    }

    /** The same, with whether it is an amount that is used up. */
    public static Optional<Refusal> check(Money cost, SpendRules rules, SpendFacts facts) {
        if (!cost.isPositive()) {
            return Optional.empty();
        }
        if (!rules.engine().spending()) {
            return never(
                    "spending is switched off, in the configuration or by an admin: the Spending page says which, and an admin"
                            + " switches it on there");
        }
        if (facts.otherCurrency()) {
            return never("the campaign has spent in another currency than " + cost.currency()
                    + " already: start a campaign of its own for " + cost.currency());
        }
        SpendLimits campaign = rules.campaign();
        if (campaign == null) {
            return never("the campaign has no limits, so nothing may cost: give it a limit in all and one of a day");
        }
        return over(Bound.PER_ORDER, cost, 0, rules.engine().perOrder())
                .or(() -> overNow(cost, facts))
                .or(() -> overClient(cost, facts))
                .or(() -> over(Bound.MAX_SPEND, cost, facts.campaign(), campaign.maxSpend()))
                .or(() -> over(Bound.DAILY_SPEND, cost, facts.campaignDay(), campaign.dailySpend()))
                .or(() -> over(Bound.SERVICE, cost, facts.serviceDay(), rules.servicePerDay()))
                .or(() -> over(
                        Bound.PER_DAY, cost, facts.engineDay(), rules.engine().perDay()));
    }

    /**
     * A limit, as people are told of it.
     *
     * @param name as the end of "does not allow …"
     * @param shared whether campaigns of several clients share it: then nobody is told how much of it is used
     */
    private record Bound(String name, String remedy, boolean shared) {
        private static final String TOMORROW = "it is free again at 00:00 UTC";
        static final Bound PER_ORDER =
                new Bound("the limit of one order", "whoever runs Ratio Fixer can raise it", false);
        static final Bound MAX_SPEND = new Bound(
                "the campaign's limit in all", "raise it on the campaign's page, or let the running orders end", false);
        static final Bound DAILY_SPEND =
                new Bound("the campaign's limit of a day", TOMORROW + ", or raise it on the campaign's page", false);
        static final Bound SERVICE = new Bound("the service's limit of a day", TOMORROW, true);
        static final Bound PER_DAY = new Bound(
                "the limit of a day for all campaigns together",
                TOMORROW + ", or whoever runs Ratio Fixer can raise it",
                true);

        static Bound maxOf(String client) {
            return new Bound(
                    "the limit in all of client " + client,
                    "raise the client's limit, or let its running orders end",
                    false);
        }

        static Bound dailyOf(String client) {
            return new Bound(
                    "the limit of a day of client " + client, TOMORROW + ", or raise the client's limit", false);
        }
    }

    /**
     * Why a service is not free. Who reads it may be held to one client, so it says nothing of the other campaign; who
     * sees all finds it on the list.
     */
    public static String inUse(String serviceId) {
        return "another campaign uses service " + serviceId
                + " now: its order has to end first, or choose another service (the list of campaigns has a filter by service)";
    }

    /**
     * Whether the room that is left of the day's limit goes to a campaign. It goes to the campaigns that promise the
     * most extra likes for it, by the lower end of what they promise; who has gone short for three days comes before
     * all others, longest first. What does not fit is passed over. {@code docs/decisions/0034} says why.
     *
     * @param wishes of all campaigns that want some of the day's limit
     * @param room micros that are left of it
     */
    public static Optional<Refusal> allocate(MoneyWish mine, List<MoneyWish> wishes, long room, Instant now) {
        long left = room;
        List<MoneyWish> before = wishes.stream()
                .filter(other -> !other.campaignId().equals(mine.campaignId()))
                .filter(other -> MoneyWish.order(now).compare(other, mine) < 0)
                .sorted(MoneyWish.order(now))
                .toList();
        for (MoneyWish other : before) {
            if (other.micros() <= left) {
                left -= other.micros();
            }
        }
        return mine.micros() <= left
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "what is left today of " + Bound.PER_DAY.name()
                                + " is kept for campaigns that promise more likes for it: " + Bound.PER_DAY.remedy(),
                        true));
    }

    /**
     * What a campaign wants of a day's limit.
     *
     * @param likesLow the lower end of the extra likes that it promises for it
     * @param since since when it goes short, {@code null} if it does not
     */
    public record MoneyWish(
            String campaignId,
            long micros,
            double likesLow,
            @Nullable Instant since) {
        private static final Duration STARVING = Duration.ofDays(3);

        /** An order's, which goes short since its campaign's last one does. */
        public static MoneyWish of(OrderTerms terms, List<MoneyWish> known) {
            ForecastRange range = terms.forecast().range();
            Instant since = known.stream()
                    .filter(wish -> wish.campaignId().equals(terms.campaignId()))
                    .map(MoneyWish::since)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            return new MoneyWish(
                    terms.campaignId(), terms.cost().micros(), range == null ? 0 : range.likesLow(), since);
        }

        /** Who comes first. */
        static Comparator<MoneyWish> order(Instant now) {
            return Comparator.comparing((MoneyWish wish) -> wish.starvingSince(now))
                    .thenComparingDouble(wish -> -wish.likesLow / wish.micros)
                    .thenComparing(wish -> wish.since == null ? Instant.MAX : wish.since)
                    .thenComparing(MoneyWish::campaignId);
        }

        private Instant starvingSince(Instant now) {
            return since == null || since.isAfter(now.minus(STARVING)) ? Instant.MAX : since;
        }
    }

    /** The campaign's limits were lowered after the order was made. */
    private static Optional<Refusal> overNow(Money cost, SpendFacts facts) {
        SpendLimits now = facts.limitsNow();
        return now == null
                ? Optional.empty()
                : over(Bound.MAX_SPEND, cost, facts.campaign(), now.maxSpend())
                        .or(() -> over(Bound.DAILY_SPEND, cost, facts.campaignDay(), now.dailySpend()));
    }

    private static Optional<Refusal> overClient(Money cost, SpendFacts facts) {
        ClientFacts client = facts.client();
        SpendLimits limits = client == null ? null : client.limits();
        return client == null || limits == null
                ? Optional.empty()
                : over(Bound.maxOf(client.client()), cost, client.held(), limits.maxSpend())
                        .or(() -> over(Bound.dailyOf(client.client()), cost, client.heldDay(), limits.dailySpend()));
    }

    private static Optional<Refusal> over(Bound bound, Money cost, long reserved, @Nullable Money limit) {
        if (limit == null) {
            return never(bound.name() + " is not set, so nothing may cost: set it");
        }
        if (!limit.currency().equals(cost.currency())) {
            return never(bound.name() + " is in " + limit.currency() + " and the cost in " + cost.currency()
                    + ": choose a service of that currency");
        }
        if (Math.addExact(reserved, cost.micros()) <= limit.micros()) {
            return Optional.empty();
        }
        String used = bound.shared()
                ? bound.name() + " does not allow " + cost + " more today"
                : bound.name() + ", " + limit + ", does not allow " + cost + " more"
                        + (reserved == 0 ? "" : ": " + new Money(reserved, cost.currency()) + " is reserved or spent");
        return Optional.of(new Refusal(used + "; " + bound.remedy(), true));
    }

    private static Optional<Refusal> never(String reason) {
        return Optional.of(new Refusal(reason, false));
    }

    /**
     * Why a cost is refused.
     *
     * @param limitReached whether a limit leaves too little, so that it may be allowed later or with a higher one
     */
    public record Refusal(String reason, boolean limitReached) {}

    /**
     * What is reserved already, without the order in question; micros of the currency that its cost has.
     *
     * @param campaign all of the campaign's orders, ever: what the open ones hold and the completed ones spent
     * @param campaignDay those of the UTC day
     * @param serviceDay those of the service on that day, of all campaigns
     * @param engineDay all on that day
     * @param otherCurrency whether the campaign has ever reserved in another currency
     * @param limitsNow the campaign's limits by now, {@code null} where none are known
     * @param client of the client whose campaign it is, {@code null} for nobody's
     */
    public record SpendFacts(
            long campaign,
            long campaignDay,
            long serviceDay,
            long engineDay,
            boolean otherCurrency,
            @Nullable SpendLimits limitsNow,
            @Nullable ClientFacts client) {
        public static final SpendFacts NOTHING = new SpendFacts(0, 0, 0, 0, false);

        /** Of nobody's campaign. */
        public SpendFacts(long campaign, long campaignDay, long serviceDay, long engineDay, boolean otherCurrency) {
            this(campaign, campaignDay, serviceDay, engineDay, otherCurrency, null, null);
        }

        /** The same, where the order itself is in the day's counters. */
        public SpendFacts withoutOwn(long own) {
            return new SpendFacts(
                    campaign,
                    campaignDay,
                    Math.max(0, serviceDay - own),
                    Math.max(0, engineDay - own),
                    otherCurrency,
                    limitsNow,
                    client);
        }
    }

    /**
     * What all campaigns of a client have reserved together, without the order in question.
     *
     * @param limits {@code null}: the client has none, and the campaigns' own alone hold
     * @param held micros of the limits' currency, ever
     * @param heldDay those of the UTC day
     */
    public record ClientFacts(String client, @Nullable SpendLimits limits, long held, long heldDay) {}

    /**
     * Every limit that an order's cost must keep.
     *
     * @param campaign {@code null}: the campaign gave none
     * @param servicePerDay the most that orders of one UTC day may reserve on the order's service
     */
    public record SpendRules(
            @Nullable SpendLimits campaign, @Nullable Money servicePerDay, EngineLimits engine) {}

    /** Who or what allowed an order. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Approval.ByConsent.class, name = "consent"),
        @JsonSubTypes.Type(value = Approval.ByPerson.class, name = "person")
    })
    public sealed interface Approval {
        /** For people: {@code consent of Ada} or the name of a key. */
        String by();

        Instant at();

        /** Why it does not allow placing an order at an instant, as one sentence for people; empty when it does. */
        Optional<String> refuses(OrderTerms terms, SpendFacts facts, Instant now);

        /**
         * The owner's consent, with what it covers.
         *
         * @param scope the kinds of order that it allows
         * @param limit the most that it allows to spend, {@code null} when only free orders are allowed
         */
        record ByConsent(
                Consent consent,
                Set<OrderType> scope,
                @Nullable Money limit,
                Instant at) implements Approval {
            @Override
            public String by() {
                return "consent of " + consent.grantedBy();
            }

            @Override
            public Optional<String> refuses(OrderTerms terms, SpendFacts facts, Instant now) {
                if (!consent.covers(now)) {
                    return Optional.of("the " + by() + " holds until " + consent.expiresAt() + " only");
                }
                if (!scope.contains(terms.action().type())) {
                    return Optional.of(
                            "the " + by() + " does not cover orders of this type: a person has to approve them");
                }
                if (terms.action() instanceof OrderAction.RunTrial && !consent.trials()) {
                    return Optional.of("the " + by() + " does not cover trials");
                }
                return terms.cost().isPositive() ? overLimit(terms.cost(), facts) : Optional.empty();
            }

            private Optional<String> overLimit(Money cost, SpendFacts facts) {
                if (limit == null || !limit.currency().equals(cost.currency())) {
                    return Optional.of("the " + by() + " allows no cost in " + cost.currency());
                }
                return Math.addExact(facts.campaign(), cost.micros()) <= limit.micros()
                        ? Optional.empty()
                        : Optional.of("the " + by() + " ends at " + limit);
            }
        }

        /** A person, by the name of the key. */
        record ByPerson(String actor, String note, Instant at) implements Approval {
            @Override
            public String by() {
                return actor;
            }

            @Override
            public Optional<String> refuses(OrderTerms terms, SpendFacts facts, Instant now) {
                return Optional.empty();
            }
        }
    }
}
