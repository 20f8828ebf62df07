package dev.ratiofixer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.CampaignEffect.Announce;
import dev.ratiofixer.campaign.CampaignEffect.AskModel;
import dev.ratiofixer.campaign.CampaignEffect.AskOrders;
import dev.ratiofixer.campaign.CampaignEffect.Decision;
import dev.ratiofixer.campaign.CampaignEffect.Leave;
import dev.ratiofixer.campaign.CampaignEffect.Save;
import dev.ratiofixer.campaign.CampaignEffect.SaveBehind;
import dev.ratiofixer.campaign.CampaignEffect.UnwatchVideo;
import dev.ratiofixer.campaign.CampaignEffect.WakeAt;
import dev.ratiofixer.campaign.CampaignEffect.WatchVideo;
import dev.ratiofixer.campaign.CampaignSnapshot.CampaignStatus;
import dev.ratiofixer.campaign.CampaignSnapshot.Problem;
import dev.ratiofixer.campaign.CampaignSnapshot.Shortfall;
import dev.ratiofixer.campaign.CampaignSnapshot.SnapshotMapper;
import dev.ratiofixer.campaign.CampaignSnapshot.Spend;
import dev.ratiofixer.campaign.CampaignState.Ended;
import dev.ratiofixer.campaign.CampaignState.Paused;
import dev.ratiofixer.campaign.CampaignState.Running;
import dev.ratiofixer.campaign.CampaignTerms.CompleteWhen;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.OrderChanged;
import dev.ratiofixer.smm.api.OrderChanged.CampaignSpend;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.youtube.WatchEvent.Sampled;
import dev.ratiofixer.youtube.WatchEvent.SamplingInterrupted;
import dev.ratiofixer.youtube.WatchEvent.WatchError;
import dev.ratiofixer.youtube.YouTubeRequest.WatchPriority;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CampaignMachineTest {
    private static final Instant NOW = CampaignFixtures.NOW;
    private final CampaignMachine machine = machine(OrderMode.AUTO, CompleteWhen.NEVER, CampaignRules.DEFAULT);

    private static CampaignMachine machine(OrderMode mode, CompleteWhen completeWhen, CampaignRules rules) {
        return new CampaignMachine(CampaignFixtures.campaign(mode, completeWhen), rules);
    }

    private static Decision sample(
            CampaignMachine machine,
            CampaignState state,
            Instant at,
            @Nullable Long views,
            @Nullable Long likes,
            @Nullable Long comments) {
        return machine.decide(
                state, new CampaignMessage.SampleReceived(CampaignFixtures.sampled(at, views, likes, comments)), at);
    }

    private static Decision tick(
            CampaignMachine machine, CampaignState state, Instant at, @Nullable Long likes, @Nullable Long comments) {
        Decision read = sample(machine, state, at, 10_000L, likes, comments);
        return machine.decide(
                read.state(),
                new CampaignMessage.Expected(at, CampaignFixtures.CHANNEL, CampaignFixtures.EXPECTED),
                at);
    }

    @Test
    void watchesItsVideoAndWakesAtItsEnd() {
        Instant until = NOW.plusSeconds(60);
        CampaignMachine ending = machine(OrderMode.AUTO, new CompleteWhen(null, null, until), CampaignRules.DEFAULT);
        Decision deployed = ending.decide(CampaignFixtures.running(), new CampaignMessage.Deployed(), NOW);
        assertThat(deployed.effects()).containsExactly(new WatchVideo(WatchPriority.URGENT), new WakeAt(until));
        Decision woken = ending.decide(deployed.state(), new CampaignMessage.DeadlineReached(), until);
        assertThat(woken.state().status()).isEqualTo(CampaignStatus.COMPLETED);
        assertThat(woken.effects()).startsWith(new Save()).endsWith(new Leave());
    }

    @Test
    void theNextCheckIsWhenTheStretchedIntervalEnds() {
        Sampled told = CampaignFixtures.sampled(NOW, 10_000L, 100L, 10L);
        Sampled stretched = new Sampled(told.facts(), told.sample(), told.channel(), Duration.ofHours(5));

        assertThat(nextCheck(told)).isEqualTo(NOW.plusSeconds(36));
        assertThat(nextCheck(stretched)).isEqualTo(NOW.plus(Duration.ofHours(5)));
    }

    private @Nullable Instant nextCheck(Sampled news) {
        Decision decision = machine.decide(CampaignFixtures.running(), new CampaignMessage.SampleReceived(news), NOW);
        return SnapshotMapper.of(decision.state(), CampaignRules.DEFAULT).nextCheck();
    }

    @Test
    void asksTheModelForEverySample() {
        Decision decision = sample(machine, CampaignFixtures.running(), NOW, 10_000L, 100L, 10L);
        assertThat(decision.effects()).singleElement().isInstanceOfSatisfying(AskModel.class, ask -> {
            assertThat(ask.features().views()).isEqualTo(10_000);
            assertThat(ask.features().ageDays()).isEqualTo(10);
            assertThat(ask.sampledAt()).isEqualTo(NOW);
        });
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "hidden",
            value = {
                "199, 19, 201, 21",
                "200, 20,   0,  0",
                "  0,  0, 400, 40",
                "hidden, 5, 0, 35",
                "5, hidden, 395, 0",
                "hidden, hidden, 0, 0"
            })
    void isShortUnderTheTriggerUpToTheTarget(
            @Nullable Long likes, @Nullable Long comments, long missingLikes, long missingComments) {
        Decision decision = tick(machine, CampaignFixtures.running(), NOW, likes, comments);
        assertThat(decision.state().progress().shortfall()).isEqualTo(new Shortfall(missingLikes, missingComments));
        assertThat(decision.effects()).contains(new SaveBehind(), new Announce("expected"));
    }

    @Test
    void pendingOrdersLessenTheShortfall() {
        Decision ordered = machine.decide(
                tick(machine, CampaignFixtures.running(), NOW, 150L, 40L).state(), orderMoved(100), NOW);
        assertThat(ordered.state().progress().shortfall()).isEqualTo(new Shortfall(150, 0));
        assertThat(SnapshotMapper.of(ordered.state(), CampaignRules.DEFAULT).spend())
                .isEqualTo(new Spend(usd("5.00"), usd("1.00"), usd("100.00")));
    }

    /** The ledger holds nothing once the only order failed; the campaign had its amount in mind for ever. */
    @Test
    void moneyThatTheLedgerNoLongerHoldsIsNotReserved() {
        CampaignState ordered = machine.decide(
                        tick(machine, CampaignFixtures.running(), NOW, 500L, 50L)
                                .state(),
                        orderMoved(0, 1),
                        NOW)
                .state();
        assertThat(ordered.progress().priority()).isEqualTo(WatchPriority.URGENT);

        Decision failed = machine.decide(ordered, failed("o-1", 2), NOW);

        assertThat(SnapshotMapper.of(failed.state(), CampaignRules.DEFAULT).spend())
                .isEqualTo(new Spend(usd("0.00"), usd("0.00"), usd("100.00")));
        assertThat(failed.effects()).contains(new WatchVideo(WatchPriority.NORMAL));
    }

    @Test
    void whatWaitedForAnOrderDoesSoNoLongerOnceItFailed() {
        CampaignState asked =
                tick(machine, CampaignFixtures.running(), NOW, 1L, 1L).state();
        Instant later = NOW.plus(Duration.ofHours(6));
        PlaceOrderOutcome notYet = new PlaceOrderOutcome.Held("order o-1 is not placed yet", later);
        CampaignState held = machine.decide(asked, new CampaignMessage.OrdersAnswered(notYet), NOW)
                .state();
        assertThat(held.progress().problems()).extracting(Problem::code).containsExactly("orders_held");

        assertThat(machine.decide(held, orderOf("o-1", OrderStatus.PLACING, 1), NOW)
                        .state()
                        .progress()
                        .problems())
                .hasSize(1);
        assertThat(machine.decide(held, failed("o-2", 1), NOW)
                        .state()
                        .progress()
                        .problems())
                .hasSize(1);
        CampaignProgress over =
                machine.decide(held, failed("o-1", 1), NOW).state().progress();
        assertThat(over.problems()).isEmpty();
        assertThat(over.ordering().askAgainAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    private static CampaignMessage failed(String id, long change) {
        return orderOf(id, OrderStatus.FAILED, change);
    }

    private static CampaignMessage orderOf(String id, OrderStatus status, long change) {
        OrderView order = new OrderView(
                id,
                "c-1",
                OrderType.AD_BUDGET,
                "2324",
                status,
                6_000_000,
                usd("0.00"),
                0,
                0,
                NOW,
                null,
                "raise",
                "consent",
                "the provider refused it",
                null);
        return new CampaignMessage.OrderMoved(new OrderChanged(order, null, 0, 0, 0, 0, change));
    }

    /** Another node's news of an earlier change may come after this node's of a later one. */
    @Test
    void newsOfAnEarlierChangeOfItsOrdersChangesNothing() {
        CampaignState later = machine.decide(
                        tick(machine, CampaignFixtures.running(), NOW, 150L, 40L)
                                .state(),
                        orderMoved(100, 8),
                        NOW)
                .state();

        assertThat(machine.decide(later, orderMoved(0, 7), NOW)).isEqualTo(Decision.of(later));
        assertThat(machine.decide(later, orderMoved(20, 9), NOW)
                        .state()
                        .progress()
                        .ordering()
                        .totals()
                        .pendingLikes())
                .isEqualTo(20);
    }

    private static CampaignMessage orderMoved(long pendingLikes) {
        return orderMoved(pendingLikes, 1);
    }

    private static CampaignMessage orderMoved(long pendingLikes, long change) {
        OrderView order = new OrderView(
                "o-1",
                "c-1",
                OrderType.AD_BUDGET,
                "2324",
                OrderStatus.PENDING,
                6_000_000,
                usd("5.00"),
                pendingLikes,
                0,
                NOW,
                null,
                "raise",
                "consent",
                null,
                null);
        CampaignSpend spend = new CampaignSpend(usd("5.00"), usd("1.00"));
        return new CampaignMessage.OrderMoved(new OrderChanged(order, spend, pendingLikes, 0, pendingLikes, 0, change));
    }

    private static Money usd(String amount) {
        return Money.parse(amount, "USD");
    }

    @Test
    void asksForOrdersOnceAndAgainWhenToldTo() {
        Decision first = tick(machine, CampaignFixtures.running(), NOW, 10L, 10L);
        assertThat(first.effects()).hasAtLeastOneElementOfType(AskOrders.class);
        Instant next = NOW.plusSeconds(36);
        Decision waiting = tick(machine, first.state(), next, 10L, 10L);
        assertThat(waiting.effects()).doesNotHaveAnyElementsOfTypes(AskOrders.class);

        Instant again = NOW.plusSeconds(100);
        Decision held = machine.decide(
                waiting.state(),
                new CampaignMessage.OrdersAnswered(new PlaceOrderOutcome.Held("cooling down", again)),
                next);
        assertThat(held.state().progress().problems()).extracting(Problem::code).containsExactly("orders_held");
        assertThat(tick(machine, held.state(), again.minusSeconds(1), 10L, 10L).effects())
                .doesNotHaveAnyElementsOfTypes(AskOrders.class);
        assertThat(tick(machine, held.state(), again, 10L, 10L).effects()).hasAtLeastOneElementOfType(AskOrders.class);
    }

    @Test
    void reviewsItsLeversOnceADayWhenNothingIsShort() {
        Decision first = tick(machine, CampaignFixtures.running(), NOW, 500L, 50L);
        assertThat(first.effects()).hasAtLeastOneElementOfType(AskOrders.class);
        CampaignState answered = machine.decide(
                        first.state(),
                        new CampaignMessage.OrdersAnswered(new PlaceOrderOutcome.Held("nothing to do", NOW)),
                        NOW)
                .state();
        assertThat(answered.progress().problems()).isEmpty();
        assertThat(tick(machine, answered, NOW.plus(Duration.ofHours(23)), 500L, 50L)
                        .effects())
                .doesNotHaveAnyElementsOfTypes(AskOrders.class);
        assertThat(tick(machine, answered, NOW.plus(Duration.ofHours(24)), 500L, 50L)
                        .effects())
                .hasAtLeastOneElementOfType(AskOrders.class);
    }

    @Test
    void asksThePolicyAtOnceForAPersonButNotTwice() {
        Decision first = tick(machine, CampaignFixtures.running(), NOW, 500L, 50L);
        CampaignState resting = machine.decide(
                        first.state(),
                        new CampaignMessage.OrdersAnswered(
                                new PlaceOrderOutcome.Held("nothing to do", NOW.plus(Duration.ofHours(6)))),
                        NOW)
                .state();
        assertThat(PolicyReview.refusal(OrderMode.AUTO, resting)).isNull();

        Decision asked = machine.decide(resting, new CampaignMessage.ReviewAsked(), NOW.plusSeconds(60));

        assertThat(asked.effects()).hasOnlyElementsOfType(AskOrders.class).hasSize(1);
        assertThat(asked.state().progress().ordering().lastAsked()).isEqualTo(NOW.plusSeconds(60));
        assertThat(machine.decide(asked.state(), new CampaignMessage.ReviewAsked(), NOW.plusSeconds(61))
                        .effects())
                .isEmpty();
    }

    @Test
    void saysWhyThePolicyCannotBeAskedNow() {
        CampaignState fresh = CampaignFixtures.running();
        CampaignState read = tick(machine, fresh, NOW, 500L, 50L).state();
        CampaignState paused = machine.decide(
                        read,
                        new CampaignMessage.WatchFailed(new SamplingInterrupted(
                                CampaignFixtures.VIDEO.id(), WatchError.VIDEO_PRIVATE, "it is private", NOW)),
                        NOW)
                .state();
        CampaignState ended =
                machine.decide(read, new CampaignMessage.StopAsked(), NOW).state();
        assertThat(PolicyReview.refusal(OrderMode.AUTO, fresh)).contains("not compared yet");
        assertThat(PolicyReview.refusal(OrderMode.OBSERVE, read)).contains("only observes");
        assertThat(PolicyReview.refusal(OrderMode.AUTO, paused)).contains("it is private");
        assertThat(PolicyReview.refusal(OrderMode.AUTO, ended)).contains("ended");
        for (CampaignState state : Set.of(fresh, paused, ended)) {
            assertThat(machine.decide(state, new CampaignMessage.ReviewAsked(), NOW)
                            .effects())
                    .isEmpty();
        }
    }

    @Test
    void observesWithoutEverAskingForOrders() {
        CampaignMachine observing = machine(OrderMode.OBSERVE, CompleteWhen.NEVER, CampaignRules.DEFAULT);
        assertThat(tick(observing, CampaignFixtures.running(), NOW, 0L, 0L).effects())
                .doesNotHaveAnyElementsOfTypes(AskOrders.class);
    }

    @Test
    void declinedDerivedMetricsMeanRawCountersOnly() {
        CampaignRules declined = new CampaignRules(Duration.ofSeconds(36), 0.25, 0.5, Duration.ofDays(1), false);
        Decision decision = sample(
                machine(OrderMode.OBSERVE, CompleteWhen.NEVER, declined), CampaignFixtures.running(), NOW, 1L, 1L, 1L);
        assertThat(decision.effects())
                .containsExactly(new WatchVideo(WatchPriority.NORMAL), new SaveBehind(), new Announce("sampled"));
        assertThat(decision.state().progress().problems())
                .extracting(Problem::code)
                .containsExactly("derived_metrics_declined");
    }

    @Test
    void withoutItsOwnersAuthorizationACampaignShowsRawCountersOnly() {
        CampaignRules others = owners(Set.of("UCsomebodyElse"));
        CampaignRules its = owners(Set.of(CampaignFixtures.VIDEO.channelId()));

        Decision refused = sample(
                machine(OrderMode.AUTO, CompleteWhen.NEVER, others), CampaignFixtures.running(), NOW, 1L, 1L, 1L);
        assertThat(refused.effects()).noneMatch(AskModel.class::isInstance);
        assertThat(refused.state().progress().problems())
                .extracting(Problem::code)
                .containsExactly("owner_not_authorized");

        Decision allowed = sample(machine(OrderMode.AUTO, CompleteWhen.NEVER, its), refused.state(), NOW, 1L, 1L, 1L);
        assertThat(allowed.effects()).anyMatch(AskModel.class::isInstance);
        assertThat(allowed.state().progress().problems()).isEmpty();
    }

    private static CampaignRules owners(Set<String> authorized) {
        return new CampaignRules(Duration.ofSeconds(36), 0.25, 0.5, Duration.ofDays(1), true, authorized);
    }

    @Test
    void anAnswerForAnOlderSampleIsLeftOut() {
        Decision read = sample(machine, CampaignFixtures.running(), NOW, 10_000L, 10L, 10L);
        Decision late = machine.decide(
                read.state(),
                new CampaignMessage.Expected(NOW.minusSeconds(36), CampaignFixtures.CHANNEL, CampaignFixtures.EXPECTED),
                NOW);
        assertThat(late).isEqualTo(Decision.of(read.state()));
    }

    @ParameterizedTest
    @EnumSource(
            value = WatchError.class,
            names = {"VIDEO_GONE", "VIDEO_PRIVATE"})
    void pausesWhileItsVideoIsAwayAndGoesOnWhenItReturns(WatchError trouble) {
        Decision paused = machine.decide(CampaignFixtures.running(), troubled(trouble), NOW);
        assertThat(paused.state()).isInstanceOf(Paused.class);
        assertThat(paused.effects()).containsExactly(new Save(), new Announce("paused"));
        Decision resumed = sample(machine, paused.state(), NOW.plusSeconds(36), 10_000L, 1L, 1L);
        assertThat(resumed.state()).isInstanceOf(Running.class);
        assertThat(resumed.state().progress().problems()).isEmpty();
        assertThat(resumed.effects()).startsWith(new Save(), new Announce("resumed"));
    }

    /** It used to be named for ever: after a restart the newest problem was taken for the one that had paused it. */
    @Test
    void isNotCalledGoneOnceItIsBackThoughMoreWentWrongMeanwhileAndItWasRestarted() {
        CampaignState paused = machine.decide(CampaignFixtures.running(), troubled(WatchError.VIDEO_GONE), NOW)
                .state();
        CampaignState worse = machine.decide(paused, troubled(WatchError.UPSTREAM_DOWN), NOW.plusSeconds(9))
                .state();
        CampaignState restarted = SnapshotMapper.restore(SnapshotMapper.of(worse, CampaignRules.DEFAULT));

        Decision resumed = sample(machine, restarted, NOW.plusSeconds(36), 10_000L, 1L, 1L);
        assertThat(resumed.state()).isInstanceOf(Running.class);
        assertThat(resumed.state().progress().problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = WatchError.class,
            names = {"READING_UNREADABLE", "QUOTA_EXHAUSTED", "KEY_INVALID", "UPSTREAM_DOWN"})
    void keepsRunningOnItsLastSampleWhileYouTubeIsAway(WatchError trouble) {
        Decision troubled = machine.decide(CampaignFixtures.running(), troubled(trouble), NOW);
        assertThat(troubled.state()).isInstanceOf(Running.class);
        assertThat(troubled.state().progress().problems()).hasSize(1);
        Decision over = sample(machine, troubled.state(), NOW.plusSeconds(36), 10_000L, 1L, 1L);
        assertThat(over.state().progress().problems()).isEmpty();
    }

    private static CampaignMessage troubled(WatchError trouble) {
        return new CampaignMessage.WatchFailed(
                new SamplingInterrupted(CampaignFixtures.VIDEO.id(), trouble, "away", NOW));
    }

    @Test
    void stopsFromRunningAndFromPausedAndThenStaysSo() {
        CampaignState paused = machine.decide(CampaignFixtures.running(), troubled(WatchError.VIDEO_GONE), NOW)
                .state();
        for (CampaignState live : new CampaignState[] {CampaignFixtures.running(), paused}) {
            Decision stopped = machine.decide(live, new CampaignMessage.StopAsked(), NOW);
            assertThat(stopped.state()).isInstanceOf(Ended.class);
            assertThat(stopped.state().status()).isEqualTo(CampaignStatus.STOPPED);
            assertThat(stopped.effects())
                    .startsWith(new Save(), new UnwatchVideo())
                    .endsWith(new Leave());
            assertThat(machine.decide(stopped.state(), new CampaignMessage.StopAsked(), NOW))
                    .isEqualTo(Decision.of(stopped.state()));
        }
    }

    @Test
    void completesAtItsViewsAndWhenHealthyLongEnough() {
        CampaignMachine byViews = machine(OrderMode.AUTO, new CompleteWhen(10_000L, null, null), CampaignRules.DEFAULT);
        assertThat(sample(byViews, CampaignFixtures.running(), NOW, 9_999L, 1L, 1L)
                        .state()
                        .status())
                .isEqualTo(CampaignStatus.RUNNING);
        assertThat(sample(byViews, CampaignFixtures.running(), NOW, 10_000L, 1L, 1L)
                        .state()
                        .status())
                .isEqualTo(CampaignStatus.COMPLETED);

        CampaignMachine byHealth =
                machine(OrderMode.AUTO, new CompleteWhen(null, Duration.ofHours(1), null), CampaignRules.DEFAULT);
        CampaignState healthy =
                tick(byHealth, CampaignFixtures.running(), NOW, 300L, 30L).state();
        CampaignState relapsed =
                tick(byHealth, healthy, NOW.plusSeconds(1800), 150L, 30L).state();
        CampaignState again =
                tick(byHealth, relapsed, NOW.plusSeconds(3600), 300L, 30L).state();
        assertThat(again.status()).isEqualTo(CampaignStatus.RUNNING);
        assertThat(tick(byHealth, again, NOW.plusSeconds(7200), 300L, 30L)
                        .state()
                        .status())
                .isEqualTo(CampaignStatus.COMPLETED);
    }
}
