package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.Consent;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionRequest.CloseCampaign;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder.PersonDecision;
import dev.ratiofixer.smm.api.PromotionRequest.GetSpendingHold;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.SpendingState;
import dev.ratiofixer.smm.api.ReasonCode;
import dev.ratiofixer.smm.api.SmmSettings;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings;
import dev.ratiofixer.smm.api.SmmSettings.PolicySettings.TrialSettings;
import dev.ratiofixer.smm.execution.HaltingLedger.Point;
import dev.ratiofixer.smm.execution.HaltingLedger.Write;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.RunTrial;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.TrialLog.TrialRecord;
import dev.ratiofixer.smm.order.TrialLog.TrialRecord.Block;
import dev.ratiofixer.smm.policy.adbudget.BudgetTrial;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trial of a budget by the coin, from the question to the settlement, with deaths and troubles in between. */
class TrialIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Duration QUARTER = Duration.ofHours(6);

    private final int video = NEXT.getAndIncrement();
    private SmmWorld world;
    private String campaign;
    private Promotion promotion;
    private Money own;
    private boolean money;

    @BeforeEach
    void aCampaignOfWhoseAdsNobodyKnowsAnything() {
        world = new SmmWorld(POSTGRES.database());
        SmmSettings usual =
                world.settings(new EngineLimits(Money.parse("400.00", "USD"), Money.parse("5000.00", "USD"), true));
        PolicySettings policy = usual.policy();
        world.apply(new SmmSettings(
                usual.services(),
                usual.limits(),
                new PolicySettings(
                        policy.trigger(),
                        policy.target(),
                        policy.warmUp(),
                        policy.maxStep(),
                        policy.cooldown(),
                        new TrialSettings(true, 1, 8))));
        world.start();
        own = world.budget(video);
        campaign = world.campaign(video);
        promotion = trying(world.promotion(campaign, video, SmmWorld.ads(video), null), true);
        world.advance(Duration.ofDays(1).plusMinutes(20));
        money = true;
    }

    @AfterEach
    void nothingIsLeftRaisedAndTheTablesAgree() {
        if (money) {
            assertThat(budget()).isEqualTo(own);
        }
        assertThat(world.disagreements()).isEmpty();
        world.close();
    }

    private Promotion trying(Promotion of, boolean trials) {
        Consent given = Objects.requireNonNull(of.consent());
        return new Promotion(
                of.campaignId(),
                of.epoch(),
                of.video(),
                of.mode(),
                of.likeServer(),
                of.commentServer(),
                of.commentsSheetUrl(),
                of.sheetTier(),
                new dev.ratiofixer.smm.api.SpendLimits(Money.parse("1000.00", "USD"), Money.parse("400.00", "USD")),
                new Consent(given.grantedBy(), given.grantedAt(), given.expiresAt(), trials),
                of.startedAt());
    }

    private PlaceOrderOutcome ask() {
        return world.ask(promotion, world.evidence(video, 0.2, 0.0001));
    }

    /** What Google has. */
    private Money budget() {
        return world.budget(video);
    }

    private TrialRecord trial() {
        return SmmWorld.await(world.trials.of(campaign)).getFirst();
    }

    private Order order() {
        return world.orders(campaign).stream()
                .map(one -> one.order())
                .filter(one -> one.terms().action() instanceof RunTrial)
                .findFirst()
                .orElseThrow();
    }

    private RunTrial action() {
        return (RunTrial) order().terms().action();
    }

    private BudgetTrial plan() {
        return BudgetTrial.of(action(), ((Pending) order()).receipt().at());
    }

    private List<String> history() {
        return world.orders(campaign).stream()
                .filter(one -> one.order().terms().action() instanceof RunTrial)
                .flatMap(one -> one.history().stream())
                .map(step -> step.event().detail())
                .toList();
    }

    /** Begins one whose coin showed both sides; another campaign where it did not. */
    private void begun() {
        for (int campaigns = 0; campaigns < 8; campaigns++) {
            PlaceOrderOutcome outcome = ask();
            assertThat(outcome).as("%s", outcome).isInstanceOf(PlaceOrderOutcome.Ordered.class);
            world.settle();
            assertThat(order()).isInstanceOf(Pending.class);
            if (action().draws().subList(0, 5).stream().distinct().count() == 2) {
                return;
            }
            world.request(new CloseCampaign(campaign, "its coin showed one side only"));
            world.settle();
            SmmWorld.await(OrderCampaigns.change(POSTGRES.database(), campaign, "stopped", 1));
            world.advance(Duration.ofHours(9));
            world.ended(campaign);
            campaign = world.campaign(video);
            promotion = trying(world.promotion(campaign, video, SmmWorld.ads(video), null), true);
        }
        throw new AssertionError("eight coins showed one side only");
    }

    /** Goes on to a quarter of an hour into the first raised block. */
    private void inARaisedBlock() {
        begun();
        for (int looks = 0; looks < 40 && !budget().equals(action().step()); looks++) {
            quarter();
        }
        assertThat(budget()).as("%s", history()).isEqualTo(action().step());
    }

    /** Goes on to its end. */
    private void toItsEnd() {
        BudgetTrial plan = plan();
        for (int looks = 0; looks < 50 && running(); looks++) {
            assertThat(budget())
                    .as("at %s: %s", world.time.instant(), history())
                    .isEqualTo(plan.budget(world.time.instant()));
            quarter();
        }
        assertThat(running()).as("%s", history()).isFalse();
    }

    private boolean running() {
        return order() instanceof Pending open && open.endedAt() == null;
    }

    private void quarter() {
        Instant begin = world.time.instant().minus(Duration.ofMinutes(20)).truncatedTo(ChronoUnit.HOURS);
        Instant next = begin.plus(QUARTER).plus(Duration.ofMinutes(20));
        world.advance(Duration.between(world.time.instant(), next));
        ask();
        world.settle();
    }

    @Test
    void runsAsItsCoinFellAndGivesTheBudgetBack() {
        begun();
        TrialRecord drawn = trial();
        assertThat(drawn.blocks().stream().map(Block::raised))
                .as("what was written before the first block")
                .isEqualTo(BudgetTrial.draw(drawn.seed(), drawn.blocks().size()))
                .isEqualTo(action().draws());
        assertThat(drawn.blocks().size()).isBetween(BudgetTrial.LEAST_BLOCKS, 8);
        assertThat(drawn.step().micros()).isLessThanOrEqualTo(drawn.own().micros() * 12 / 10);
        PlaceOrderOutcome held = ask();
        assertThat(Objects.requireNonNull(held.answer()).code()).isEqualTo(ReasonCode.TRIAL_RUNNING);
        assertThat(held.answer().detail()).contains("a trial of");
        toItsEnd();
        world.advance(Duration.ofHours(9));
        assertThat(order()).as("%s", history()).isInstanceOf(Completed.class);
        Completed done = (Completed) order();
        assertThat(done.settlement().trial()).isNotNull();
        assertThat(done.settlement().spent().micros())
                .isBetween(0L, done.terms().cost().micros());
        assertThat(trial().looks()).isNotEmpty();
        assertThat(trial().looks().getLast().result())
                .isEqualTo(done.settlement().trial());
        assertThat(history()).anyMatch(line -> line.startsWith("the trial ends"));
    }

    @Test
    void goesOnAfterARestartInTheMiddleOfABlock() {
        inARaisedBlock();
        world.kill();
        world.start();
        world.settle();
        assertThat(budget()).isEqualTo(action().step());
        toItsEnd();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNothingWhereItDiesBetweenTheLedgerAndGoogle(boolean confirmed) {
        begun();
        world.kill();
        HaltingLedger halting =
                new HaltingLedger(world.ledger(), new Point(OrderType.AD_BUDGET, Write.CONFIRM_RETURN, confirmed));
        world.start(halting);
        for (int halves = 0; halves < 600 && !halting.isReached(); halves++) {
            world.time.advance(Duration.ofMinutes(30));
            world.until(() -> halting.isReached() || !due());
            askEveryQuarter(halves);
        }
        assertThat(budget()).as("nothing was sent").isEqualTo(own);
        world.kill();
        world.start();
        world.settle();
        assertThat(budget()).isEqualTo(plan().budget(world.time.instant()));
        ask();
        toItsEnd();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRaiseWhoseRequestOrAnswerIsLostIsFoundByWhoComesNext(boolean answer) {
        begun();
        world.kill();
        HaltingLedger halting = new HaltingLedger(
                world.ledger(),
                new Point(OrderType.AD_BUDGET, Write.CONFIRM_RETURN, true),
                () -> world.hang("ads.campaignBudgets.mutate", answer));
        world.start(halting);
        for (int halves = 0; halves < 600 && world.faultHits() == 0; halves++) {
            world.time.advance(Duration.ofMinutes(30));
            world.until(() -> world.faultHits() > 0 || !due());
            askEveryQuarter(halves);
        }
        world.kill();
        world.clearFaults();
        world.start();
        // Where the dying process still wrote that it had no answer, it is tried again in a quarter of an hour.
        world.advance(Duration.ofMinutes(16));
        ask();
        toItsEnd();
    }

    /** The video is read every six hours. */
    private void askEveryQuarter(int halves) {
        if (halves % 12 == 0) {
            ask();
        }
    }

    private boolean due() {
        return order().due().filter(at -> !at.isAfter(world.time.instant())).isPresent();
    }

    @Test
    void aConsentThatIsWithdrawnGivesTheBudgetBackInTheMiddleOfABlock() {
        inARaisedBlock();
        Consent given = Objects.requireNonNull(promotion.consent());
        world.terms(
                campaign,
                new JsonObject()
                        .put("like_server", SmmWorld.ads(video))
                        .put(
                                "consent",
                                new JsonObject()
                                        .put("granted_by", given.grantedBy())
                                        .put("granted_at", given.grantedAt().toString())
                                        .put("expires_at", given.expiresAt().toString())));
        world.advance(Duration.ofHours(3));

        assertThat(budget()).isEqualTo(own);
        assertThat(((Pending) order()).endedAt()).as("%s", history()).isNotNull();
        assertThat(history()).anyMatch(line -> line.contains("the trial has to end: the consent of Ada was changed"));
        world.advance(Duration.ofHours(9));
        assertThat(order()).isInstanceOf(Completed.class);
    }

    @Test
    void aStopGivesTheBudgetBackAtOnce() {
        inARaisedBlock();
        world.request(new CloseCampaign(campaign, "a person stopped the campaign"));
        world.settle();

        assertThat(budget()).isEqualTo(own);
        assertThat(((Pending) order()).endedAt()).isNotNull();
    }

    @Test
    void whatSomebodyElseHasSetIsLeftAndHoldsTheCampaign() {
        inARaisedBlock();
        money = false;
        world.sandbox.changeBudget(
                world.sandbox.videos().get(video).adsCampaignId(),
                33_000_000,
                "GOOGLE_ADS_WEB_CLIENT",
                "bob@example.org");
        quarter();

        assertThat(budget().micros()).isEqualTo(33_000_000);
        assertThat(((Pending) order()).endedAt()).as("%s", history()).isNotNull();
        SpendingState state = (SpendingState) world.request(new GetSpendingHold(campaign));
        assertThat(state.held()).isTrue();
    }

    /** The amount is the owner's own again, as before the block; who set it back does not want it up. */
    @Test
    void whatSomebodyHasSetBackIsNotRaisedAgain() {
        inARaisedBlock();
        world.kill();
        world.sandbox.changeBudget(
                world.sandbox.videos().get(video).adsCampaignId(),
                own.micros(),
                "GOOGLE_ADS_WEB_CLIENT",
                "bob@example.org");
        world.start();
        world.advance(Duration.ofHours(3));

        assertThat(budget()).as("%s", history()).isEqualTo(own);
        assertThat(((Pending) order()).endedAt()).as("%s", history()).isNotNull();
        SpendingState state = (SpendingState) world.request(new GetSpendingHold(campaign));
        assertThat(state.held()).isTrue();
    }

    /** A return that another node's work withholds is asked again in a quarter of an hour, and not at once for ever. */
    @Test
    void aReturnThatIsWithheldWaitsBeforeItIsTriedAgain() {
        inARaisedBlock();
        world.kill();
        AtomicInteger withheld = new AtomicInteger();
        AtomicBoolean others = new AtomicBoolean(true);
        OrderLedger real = world.ledger();
        world.start((OrderLedger) Proxy.newProxyInstance(
                OrderLedger.class.getClassLoader(), new Class<?>[] {OrderLedger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("confirm") && others.get()) {
                        withheld.incrementAndGet();
                        return Future.succeededFuture(false);
                    }
                    return method.invoke(real, arguments);
                }));
        world.request(new CloseCampaign(campaign, "a person stopped the campaign"));
        world.settle();

        assertThat(withheld).hasValue(1);
        assertThat(running()).isTrue();
        others.set(false);
        world.advance(Duration.ofMinutes(16));
        assertThat(budget()).isEqualTo(own);
        assertThat(running()).isFalse();
    }

    /** Google has not answered and shows the owner's own budget: the raise may come yet. */
    @Test
    void doesNotEndOnALookThatARaiseWithoutAnAnswerMayOvertake() {
        begun();
        world.kill();
        HaltingLedger halting = new HaltingLedger(
                world.ledger(),
                new Point(OrderType.AD_BUDGET, Write.CONFIRM_RETURN, true),
                () -> world.hang("ads.campaignBudgets.mutate", false));
        world.start(halting);
        for (int halves = 0; halves < 600 && world.faultHits() == 0; halves++) {
            world.time.advance(Duration.ofMinutes(30));
            world.until(() -> world.faultHits() > 0 || !due());
            askEveryQuarter(halves);
        }
        world.settle();
        assertThat(budget()).isEqualTo(own);
        world.clearFaults();
        world.request(new CloseCampaign(campaign, "a person stopped the campaign"));
        world.settle();

        assertThat(running()).as("%s", history()).isTrue();
        world.advance(Duration.ofMinutes(16));
        assertThat(running()).as("%s", history()).isFalse();
    }

    @Test
    void spendingThatIsSwitchedOffGivesTheBudgetBackAtOnce() {
        inARaisedBlock();
        SmmSettings now = world.settings();
        EngineLimits limits = now.limits();
        world.apply(new SmmSettings(
                now.services(), new EngineLimits(limits.perOrder(), limits.perDay(), false), now.policy()));
        world.until(() -> budget().equals(own));
        world.settle();
        assertThat(((Pending) order()).endedAt()).isNotNull();
    }

    @Test
    void aPersonApprovesItWhole() {
        promotion = trying(world.promotion(campaign, video, SmmWorld.ads(video), null, OrderMode.PROPOSE), true);
        ask();
        assertThat(order().status()).isEqualTo(OrderStatus.PROPOSED);
        assertThat(trial().blocks()).hasSizeGreaterThanOrEqualTo(BudgetTrial.LEAST_BLOCKS);
        assertThat(trial().blocks().getFirst().from()).isNull();
        world.request(new DecideOrder(order().id(), PersonDecision.APPROVE, "ada", "let us see"));
        world.settle();
        assertThat(order()).isInstanceOf(Pending.class);
        assertThat(trial().blocks().getFirst().from()).isAfter(world.time.instant());
        assertThat(world.orders(campaign)).as("one order, one approval").hasSize(1);
    }

    @Test
    void withoutTheOwnersWordForTrialsThereIsNone() {
        promotion = trying(promotion, false);
        PlaceOrderOutcome outcome = ask();
        assertThat(outcome).isInstanceOf(PlaceOrderOutcome.Held.class);
        assertThat(((PlaceOrderOutcome.Held) outcome).reason()).contains("does not cover trials");
        assertThat(world.orders(campaign)).isEmpty();
    }
}
