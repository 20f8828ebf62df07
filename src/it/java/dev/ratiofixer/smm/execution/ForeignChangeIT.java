package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.AdNetworks.NetworkFigures;
import dev.ratiofixer.smm.api.AdNetworks.NetworkReport;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionRequest.GetSpendingHold;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome.Held;
import dev.ratiofixer.smm.api.PromotionRequest.ResumeSpending;
import dev.ratiofixer.smm.api.PromotionRequest.SpendingState;
import dev.ratiofixer.smm.api.SpendingHold;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody else changes the budget that an order had set. */
class ForeignChangeIT {
    /** Each test has a video of its own: a service's orders of one day have a limit. */
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int video = NEXT.getAndIncrement();

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private SmmWorld world;
    private OrderLife raise;
    private Promotion promotion;

    @BeforeEach
    void aRaisedBudgetThatIsDueForAReview() {
        world = new SmmWorld(POSTGRES.database());
        world.start();
        raise = new OrderLife(world, OrderType.AD_BUDGET, video);
        promotion = world.promotion(raise.campaign(), video, SmmWorld.ads(video), null);
        raise.ask();
        raise.decide(true);
        world.settle();
        world.advance(Duration.ofHours(25));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private PlaceOrderOutcome review() {
        return world.ask(promotion, world.evidence(video, 0.02, 0.0001));
    }

    private SpendingState state() {
        return (SpendingState) world.request(new GetSpendingHold(raise.campaign()));
    }

    private SpendingHold last() {
        SpendingHold last = state().last();
        if (last == null) {
            throw new AssertionError("nothing was ever held");
        }
        return last;
    }

    private List<String> history() {
        return world.orders(raise.campaign()).getLast().history().stream()
                .map(step -> step.event().detail())
                .toList();
    }

    private void change(String amount, String tool, String who) {
        world.sandbox.changeBudget(
                world.sandbox.videos().get(video).adsCampaignId(),
                Money.parse(amount, "USD").micros(),
                tool,
                who);
    }

    @Test
    void isNamedInTheOrdersHistoryAndTheCampaignHoldsUntilAPersonResumesIt() {
        change("19.00", "GOOGLE_ADS_WEB_CLIENT", "ada@example.org");
        world.advance(Duration.ofMinutes(5));
        Held held = (Held) review();
        assertThat(held.reason())
                .as("%s", history())
                .contains("changed by ada@example.org, on the Google Ads website", "on the campaign's page");
        assertThat(state().held()).isTrue();
        assertThat(history()).anyMatch(line -> line.contains("ada@example.org"));

        world.advance(Duration.ofHours(1));
        review();
        assertThat(history().stream().filter(line -> line.contains("ada@example.org")))
                .as("it is told once")
                .hasSize(1);

        world.request(new ResumeSpending(raise.campaign(), "grace", "on purpose"));
        assertThat(state().held()).isFalse();
        assertThat(last().releasedBy()).isEqualTo("grace");
        world.advance(Duration.ofHours(1));
        PlaceOrderOutcome after = review();
        assertThat(after instanceof Held held2 ? held2.reason() : "")
                .as("the same change does not hold it again")
                .doesNotContain("ada@example.org");
        assertThat(state().held()).isFalse();
    }

    @Test
    void isNamedLaterWhereGoogleDoesNotKnowItYet() {
        change("19.00", "GOOGLE_ADS_RECOMMENDATIONS_SUBSCRIPTION", "");
        assertThat(((Held) review()).reason()).contains("Google does not name yet");
        assertThat(last().changedBy()).isNull();

        world.advance(Duration.ofMinutes(30));
        assertThat(((Held) review()).reason()).contains("auto-apply is on");
        assertThat(history()).anyMatch(line -> line.contains("auto-apply is on"));
    }

    @Test
    void anotherChangeHoldsItAgain() {
        change("19.00", "GOOGLE_ADS_SCRIPTS", "ada@example.org");
        world.advance(Duration.ofMinutes(5));
        review();
        world.request(new ResumeSpending(raise.campaign(), "grace", ""));

        change("21.00", "GOOGLE_ADS_AUTOMATED_RULE", "bob@example.org");
        world.advance(Duration.ofMinutes(5));
        assertThat(((Held) review()).reason()).contains("bob@example.org, by an automated rule");
        assertThat(state().held()).isTrue();
    }

    @Test
    void isNamedWhereItIsSeenOnlyWhenTheTermIsOver() {
        change("19.50", "GOOGLE_ADS_MOBILE_APP", "ada@example.org");
        world.advance(Duration.ofHours(6));
        world.until(() -> history().stream().anyMatch(line -> line.startsWith("it is over")));

        assertThat(history())
                .anyMatch(line ->
                        line.contains("it was left as it is") && line.contains("ada@example.org, in the mobile app"));
        assertThat(state().held()).isTrue();
        assertThat(world.budget(video)).isEqualTo(Money.parse("19.50", "USD"));
    }

    /** Somebody was faster: the order that was decided on the old budget is not placed. */
    @Test
    void isMetWhilePlacing() {
        OrderLife next = new OrderLife(world, OrderType.AD_BUDGET, NEXT.getAndIncrement());
        next.ask();
        world.sandbox.changeBudget(
                next.adsCampaign(), Money.parse("33.00", "USD").micros(), "GOOGLE_ADS_EDITOR", "ada@example.org");
        next.decide(true);
        world.settle();

        assertThat(next.status()).isEqualTo(OrderStatus.FAILED);
        assertThat(next.problem()).contains("33.00 USD", "somebody else has changed it");
        SpendingState held = (SpendingState) world.request(new GetSpendingHold(next.campaign()));
        assertThat(held.held()).isTrue();
        assertThat(Objects.requireNonNull(held.last()).orderId())
                .isEqualTo(next.current().orElseThrow().id());
    }

    /** An order that was decided on a raised budget, which has gone back since, met nobody else. */
    @Test
    void theEnginesOwnReturnIsNoForeignChange() {
        int other = NEXT.getAndIncrement();
        OrderLife next = new OrderLife(world, OrderType.AD_BUDGET, other);
        next.ask();
        next.drive(world.ledger(), () -> next.is(OrderStatus.PENDING));
        next.drive(world.ledger(), () -> false);

        assertThat(next.status()).isEqualTo(OrderStatus.COMPLETED);
        SpendingState state = (SpendingState) world.request(new GetSpendingHold(next.campaign()));
        assertThat(state.held()).isFalse();
    }

    @Test
    void whereTheAdsWereShownIsToldApart() {
        world.advance(Duration.ofHours(1));
        review();
        world.until(() -> state().networks() != null);

        NetworkReport shown = Objects.requireNonNull(state().networks());
        assertThat(shown.currency()).isEqualTo("USD");
        assertThat(shown.networks()).extracting(NetworkFigures::network).contains("in_stream", "in_feed", "shorts");
        assertThat(shown.networks()).allSatisfy(one -> assertThat(one.views()).isPositive());
        world.advance(Duration.ofHours(8));
        long before = shown.networks().getFirst().views();
        review();
        world.until(() ->
                Objects.requireNonNull(state().networks()).networks().getFirst().views() > before);
    }

    @Test
    void theEnginesOwnChangesHoldNothing() {
        review();

        assertThat(state().held()).isFalse();
        assertThat(state().last()).isNull();
    }
}
