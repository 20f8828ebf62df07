package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionRequest.GetSpendingHold;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrder;
import dev.ratiofixer.smm.api.PromotionRequest.SpendingState;
import dev.ratiofixer.smm.api.SpendLimits;
import dev.ratiofixer.smm.execution.StrictTrouble.Fate;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderAction.Unreturned;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelHistory;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.CountingRegime;
import dev.ratiofixer.video.Sample;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thirty accounts, each with a trouble of its own, on a stand-in for Google Ads that is not the sandbox: the policy
 * raises what it may, for ten simulated days, while the engine is killed between its calls. No budget goes up that
 * could not come back, none stays up without an alarm, the ledgers agree to the micro, and no day has more operations
 * than the access level allows.
 */
class StrictAdsIT {
    private static final Logger LOG = LoggerFactory.getLogger(StrictAdsIT.class);
    private static final Duration STEP = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final double RATE = 0.04;
    private static final double VIEWS = 100_000;
    private static final double ORGANIC_A_DAY = 3_000;
    /** Since when a budget must be overdue before an alarm is missed: three tries and the clock's steps. */
    private static final Duration PATIENCE = Duration.ofHours(2);

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @SuppressWarnings("NullAway.Init") // Each test begins by setting it.
    private StrictWorld world;

    /** An account, its trouble, and the campaign that is promoted with it. */
    private final class Case {
        private final StrictTrouble trouble;
        private final StrictAccount account;
        private final String video;
        private final String campaign;
        private Instant review;
        private boolean wasRaised;
        private boolean wasAlarmed;
        private String by = "";

        private Case(StrictTrouble trouble, StrictAccount account) {
            this.trouble = trouble;
            this.account = account;
            this.video = "video%06d".formatted(trouble.number());
            this.campaign = world.campaign(video);
            this.review = StrictWorld.START.plus(Duration.ofHours(1));
        }

        private Promotion promotion() {
            VideoFacts facts = new VideoFacts(
                    new VideoId(video),
                    "A song",
                    "UC",
                    StrictWorld.START.minus(Duration.ofDays(10)),
                    Duration.ofMinutes(3),
                    VideoForm.VIDEO,
                    Category.MUSIC);
            Instant start = StrictWorld.START;
            return new Promotion(
                    campaign,
                    1,
                    facts,
                    OrderMode.AUTO,
                    account.campaign,
                    null,
                    null,
                    null,
                    new SpendLimits(world.money("90000.00"), world.money("9000.00")),
                    new Consent("Ada", start.minus(DAY), start.plus(Duration.ofDays(365))),
                    start);
        }

        /** Short of likes, which paid viewers give; but for two days in between, in which all is well. */
        private Evidence evidence() {
            Instant now = world.time.instant();
            double hours = Duration.between(StrictWorld.START, now).toMinutes() / 60.0;
            double organic = ORGANIC_A_DAY * (hours / 24 + 0.1 * Math.sin(hours * Math.PI / 12));
            double paid = account.cost(StrictWorld.START, now) / account.price();
            long views = Math.round(VIEWS + organic + paid);
            long likes = Math.round(RATE * (0.5 * VIEWS + 0.2 * organic + 2.5 * paid));
            boolean well = hours > 76 && hours < 126;
            double target = well ? 0.97 * likes : RATE * views;
            return new Evidence(
                    new Sample(now, new Counters(views, likes, null), CountingRegime.FIRST_FRAME, false),
                    ChannelHistory.UNKNOWN,
                    SmmWorld.band(target),
                    null,
                    true,
                    "test",
                    Math.max(0, Math.round(target - likes)),
                    0);
        }

        private void step(Instant now) {
            while (!now.isBefore(review)) {
                review = world.ask(new PlaceOrder(promotion(), evidence())).askAgainAt();
            }
            if (account.raised() && !wasRaised) {
                wasRaised = true;
                trouble.whenRaised(world.ads, account);
            }
            if (account.raised()) {
                mustHaveAWayBack(now);
            }
        }

        /** An order that is still under way, and an alarm once its term is over. */
        private void mustHaveAWayBack(Instant now) {
            List<Order> open = world.orders(campaign).stream()
                    .map(OrderRecord::order)
                    .filter(order ->
                            order instanceof Placing || (order instanceof Pending pending && pending.endedAt() == null))
                    .filter(order -> order.terms().action() instanceof SetDailyBudget)
                    .toList();
            assertThat(open)
                    .as("%s at %s: raised to %s by nobody; %s", trouble, now, account.amount(), story())
                    .isNotEmpty();
            boolean overdue = open.stream()
                    .allMatch(order -> order instanceof Pending pending
                            && pending.receipt()
                                    .at()
                                    .plus(((SetDailyBudget) pending.terms().action()).term())
                                    .plus(PATIENCE)
                                    .isBefore(now));
            if (overdue) {
                Pending pending = (Pending) open.getFirst();
                Unreturned late = pending.unreturned();
                assertThat(late != null && late.alarming())
                        .as("%s at %s: overdue without an alarm; %s", trouble, now, story())
                        .isTrue();
                assertThat(world.returns().healthy())
                        .as("%s: %s", trouble, story())
                        .isFalse();
                wasAlarmed = true;
            }
        }

        private String story() {
            StringBuilder story = new StringBuilder(account.engineMoves().toString());
            world.orders(campaign).forEach(record -> {
                story.append('\n')
                        .append(record.order().status())
                        .append(' ')
                        .append(record.order().terms().action());
                record.history()
                        .forEach(line -> story.append("\n  ")
                                .append(line.event().at())
                                .append(' ')
                                .append(line.event().detail()));
            });
            return story.toString();
        }

        private List<String> problems() {
            try {
                judge();
                return List.of();
            } catch (AssertionError wrong) {
                return List.of(String.valueOf(wrong.getMessage()));
            }
        }

        /** What every account's ledger of its own has to show in the end. */
        private void judge() {
            String story = story();
            assertThat(account.raised()).as("%s: %s", trouble, story).isFalse();
            assertThat(account.amount()).as("%s: %s", trouble, story).isEqualTo(account.owners());
            switch (trouble.fate) {
                case UNTOUCHED ->
                    assertThat(account.engineMoves())
                            .as("%s: %s", trouble, story)
                            .isEmpty();
                case RAISED ->
                    assertThat(account.engineMoves())
                            .as("%s: %s", trouble, story)
                            .isNotEmpty();
                case ALARMED ->
                    assertThat(wasAlarmed).as("%s: %s", trouble, story).isTrue();
                case OWNERS -> assertThat(by).as("%s: %s", trouble, story).isNotEmpty();
            }
            agree(story);
        }

        /** What the engine's ledger says of its orders against what the account saw. */
        private void agree(String story) {
            List<String> ours = new ArrayList<>();
            double held = 0;
            for (OrderRecord record : world.orders(campaign)) {
                if (!(record.order().terms().action() instanceof SetDailyBudget budget)) {
                    continue;
                }
                boolean placed = record.history().stream()
                        .anyMatch(line -> line.event().detail().startsWith("placed:"));
                if (placed) {
                    held += record.order().terms().cost().micros();
                    Unreturned late = record.order() instanceof Pending pending ? pending.unreturned() : null;
                    held += late == null
                            ? 0
                            : late.extra(budget.baseline().currency()).micros();
                    held += completedExtra(record);
                }
                if (placed && !budget.keeps()) {
                    ours.add(budget.before().daily().micros() + ">"
                            + budget.after().daily().micros());
                }
            }
            Set<String> raises = new TreeSet<>(account.engineMoves());
            raises.removeIf(move -> move.endsWith(">" + account.owners()) || move.endsWith(">" + account.own));
            assertThat(new TreeSet<>(ours))
                    .as("%s: raises in the ledger; %s", trouble, story)
                    .containsAll(raises);
            assertThat(account.mostAbove())
                    .as("%s: what it may have cost was held; %s", trouble, story)
                    .isLessThanOrEqualTo(held + 1);
        }

        private double completedExtra(OrderRecord record) {
            return extras.getOrDefault(record.order().id(), 0L);
        }
    }

    /** What an order held beyond its own cost, as long as it was pending: a completed order does not tell. */
    private final Map<String, Long> extras = new java.util.HashMap<>();

    private void note(Case of) {
        world.orders(of.campaign).forEach(record -> {
            if (record.order() instanceof Pending pending && pending.unreturned() != null) {
                extras.put(
                        pending.id(),
                        pending.unreturned()
                                .extra(pending.terms().cost().currency())
                                .micros());
            }
        });
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void everyBudgetComesBack() {
        everyBudgetComesBack(26, 2_880, 0, "USD");
    }

    /** The field that tells the minimum is none of this version's: Google's refusals tell it. */
    @Test
    void everyBudgetComesBackThoughTheEngineIsKilledAgainAndAgain() {
        everyBudgetComesBack(25, 6_000, 97, "USD");
    }

    @Test
    void everyBudgetComesBackInYen() {
        everyBudgetComesBack(26, 2_880, 0, "JPY");
    }

    private void everyBudgetComesBack(int version, int daily, int kill, String currency) {
        world = new StrictWorld(POSTGRES.database(), version, daily, currency);
        List<Case> cases = cases(currency);
        world.start();
        world.ads.killEvery(kill);
        Instant off = StrictWorld.START.plus(Duration.ofHours(156));
        Instant end = StrictWorld.START.plus(Duration.ofHours(180));
        boolean mended = false;
        for (Instant now = StrictWorld.START; now.isBefore(end); now = now.plus(STEP)) {
            world.advance(Duration.between(world.time.instant(), now));
            for (Case one : cases) {
                if (now.isBefore(off)) {
                    one.step(now);
                } else if (one.account.raised()) {
                    one.mustHaveAWayBack(now);
                }
                lookAtHold(one);
            }
            if (now.equals(off)) {
                world.spendingOff();
            }
            early(cases, now);
            if (!mended && now.isAfter(StrictWorld.START.plus(Duration.ofHours(162)))) {
                mended = true;
                cases.forEach(one -> one.trouble.mend(world.ads, one.account));
            }
        }
        cases.forEach(this::note);

        LOG.info(
                "calls={} kills={} highest_in_24h={} raised={}",
                world.ads.calls(),
                world.ads.kills(),
                world.ads.highest(),
                cases.stream()
                        .filter(one -> !one.account.engineMoves().isEmpty())
                        .count());
        assertThat(world.ads.violations).isEmpty();
        assertThat(world.ads.highest()).isLessThanOrEqualTo(daily);
        assertThat(cases.stream().flatMap(one -> one.problems().stream()).toList())
                .as(
                        "%s",
                        String.join(
                                "\n\n",
                                cases.stream()
                                        .flatMap(one -> one.problems().stream())
                                        .toList()))
                .isEmpty();
        assertThat(world.returns().healthy()).isTrue();
        assertThat(world.disagreements()).isEmpty();
    }

    /** Some troubles end while the campaigns still run. */
    private void early(List<Case> cases, Instant now) {
        for (Case one : cases) {
            if (one.account.raised() && one.trouble.fate == Fate.ALARMED) {
                note(one);
            }
            boolean soon = (one.trouble == StrictTrouble.DECLARED_LATER
                            && now.isAfter(StrictWorld.START.plus(Duration.ofDays(2))))
                    || (one.trouble == StrictTrouble.ANSWER_LOST_THEN_AWAY && one.wasRaised && downFor(one, now));
            if (soon) {
                one.trouble.mend(world.ads, one.account);
            }
        }
    }

    private static boolean downFor(Case one, Instant now) {
        return one.account.ledger().getLast().at().plus(Duration.ofHours(6)).isBefore(now);
    }

    private void lookAtHold(Case one) {
        if (one.trouble.fate == Fate.OWNERS && one.by.isEmpty()) {
            SpendingState state = (SpendingState) world.request(new GetSpendingHold(one.campaign));
            if (state.last() != null && state.held() && state.last().changedBy() != null) {
                one.by = state.last().changedBy();
            }
        }
    }

    private List<Case> cases(String currency) {
        List<Case> cases = new ArrayList<>();
        String[] zones = {"UTC", "America/Los_Angeles", "Europe/Berlin", "Asia/Tokyo", "Asia/Kathmandu"};
        boolean yen = currency.equals("JPY");
        world.ads.minimums.putAll(Map.of("USD", 5_000_000L, "JPY", 500_000_000L));
        for (StrictTrouble trouble : StrictTrouble.values()) {
            int number = trouble.number();
            boolean other = trouble == StrictTrouble.OTHER_CURRENCY;
            long own = trouble.own() * (other == yen ? 10_000 : 1_000_000);
            StrictAccount account = new StrictAccount(
                    Integer.toString(1_000 + number),
                    Integer.toString(5_000 + number),
                    other ? yen ? "USD" : "JPY" : currency,
                    zones[number % zones.length],
                    own,
                    world.time);
            account.unit = account.currency.equals("JPY") ? 1_000_000 : 10_000;
            trouble.prepare(account);
            world.ads.accounts.put(account.customer, account);
            cases.add(new Case(trouble, account));
        }
        return cases;
    }
}
