package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.google.ads.operations.OperationsAllowance;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationPurpose;
import dev.ratiofixer.google.ads.operations.OperationsAllowance.OperationsPlan;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.store.quota.PgOperationsLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fifty campaigns: the budget of each is reviewed, raised and given back on Explorer access: 2,880 operations in any 24
 * hours, which the sandbox counts by itself and refuses to pass.
 */
class ExplorerDayIT {
    private static final Logger LOG = LoggerFactory.getLogger(ExplorerDayIT.class);
    private static final int EXPLORER = 2_880;
    private static final int CAMPAIGNS = 50;
    private static final Duration PACE = Duration.ofMinutes(12);

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private record Review(Instant at, int video, Promotion promotion) {}

    private SmmWorld world;
    private OperationsAllowance operations;

    @BeforeEach
    void aWorld() {
        SmmWorld.await(POSTGRES.database()
                .pool()
                .query("DELETE FROM ratio_fixer_ads_operations")
                .execute());
        world = new SmmWorld(POSTGRES.database(), EXPLORER);
        operations = new OperationsAllowance(
                new PgOperationsLedger(POSTGRES.database()),
                world.time,
                () -> Optional.of(OperationsPlan.of(EXPLORER, CAMPAIGNS)));
        world.apply(
                world.settings(new EngineLimits(Money.parse("60.00", "USD"), Money.parse("50000.00", "USD"), true)));
        world.start(operations);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void fiftyCampaignsRunOnExplorerAccess() {
        List<OrderLife> raises = new ArrayList<>();
        PriorityQueue<Review> due = new PriorityQueue<>(Comparator.comparing(Review::at));
        for (int video = 0; video < CAMPAIGNS; video++) {
            OrderLife raise = new OrderLife(world, OrderType.AD_BUDGET, video);
            raises.add(raise);
            Promotion promotion = world.promotion(raise.campaign(), video, SmmWorld.ads(video), null);
            due.add(new Review(SmmWorld.START.plus(Duration.ofHours(24)).plusSeconds(video * 61L), video, promotion));
        }
        int asked = 0;
        int next = 0;
        List<OrderLife> raised = new ArrayList<>();
        for (Instant now = SmmWorld.START;
                now.isBefore(SmmWorld.START.plus(Duration.ofHours(84)));
                now = now.plus(PACE)) {
            world.advance(Duration.between(world.time.instant(), now));
            if (now.isAfter(SmmWorld.START.plus(Duration.ofHours(26))) && next < CAMPAIGNS) {
                OrderLife raise = raises.get(next++);
                raise.ask();
                // Some owners' budgets are too high for one more dollar within the campaign's limits.
                if (!world.orders(raise.campaign()).isEmpty()) {
                    raise.decide(true);
                    world.settle();
                    raised.add(raise);
                }
            }
            while (!due.peek().at().isAfter(now)) {
                Review review = due.remove();
                PlaceOrderOutcome outcome = world.ask(review.promotion(), world.evidence(review.video(), 0.02, 0.0001));
                asked++;
                due.add(new Review(outcome.askAgainAt(), review.video(), review.promotion()));
            }
        }

        long highest = world.sandbox.adsOperations().highest();
        LOG.info(
                "campaigns={} reviews={} raised_and_back={} operations={} highest_in_24h={} of={}",
                CAMPAIGNS,
                asked,
                completed(raised),
                world.sandbox.adsOperations().total(),
                highest,
                EXPLORER);
        assertThat(asked).isGreaterThan(CAMPAIGNS * 8);
        assertThat(completed(raised)).isEqualTo(raised.size()).isGreaterThan(40);
        assertThat(highest).isBetween(CAMPAIGNS * 8L, (long) EXPLORER);
        assertThat(world.disagreements()).isEmpty();
    }

    @Test
    void returnsGoThroughWhenTheDayIsUsedUpForAllElse() {
        Money own = world.budget(0);
        OrderLife raise = new OrderLife(world, OrderType.AD_BUDGET, 0);
        OrderLife late = new OrderLife(world, OrderType.AD_BUDGET, 1);
        raise.ask();
        raise.decide(true);
        world.settle();
        assertThat(world.budget(0)).isEqualTo(own.plus(Money.parse("1.00", "USD")));

        useUp(OperationPurpose.READ);
        useUp(OperationPurpose.CHANGE);
        late.ask();
        late.decide(true);
        world.until(() -> late.problem().contains("are used up, as far as they may be used "));
        world.advance(Duration.ofMinutes(3));
        world.apply(
                world.settings(new EngineLimits(Money.parse("60.00", "USD"), Money.parse("5000.00", "USD"), false)));
        world.until(() -> world.budget(0).equals(own));

        assertThat(world.sandbox.adsOperations().highest()).isLessThanOrEqualTo(EXPLORER);
        assertThat(operations.report().used().of(OperationPurpose.RETURN)).isPositive();
        assertThat(operations.report().scarce()).isTrue();
    }

    /** Beside what the policy may have ordered later. */
    private long completed(List<OrderLife> raises) {
        return raises.stream()
                .filter(one -> world.orders(one.campaign()).getLast().order().status() == OrderStatus.COMPLETED)
                .count();
    }

    private void useUp(OperationPurpose purpose) {
        while (SmmWorld.await(operations.take(purpose, 1).map(true).otherwise(false))) {
            // The rest of the day goes to somebody else.
        }
    }
}
