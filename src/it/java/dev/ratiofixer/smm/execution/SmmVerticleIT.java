package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome.Held;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome.Ordered;
import dev.ratiofixer.smm.order.Order.Completed;
import dev.ratiofixer.smm.order.OrderLedger.OrderRecord;
import dev.ratiofixer.smm.order.Settlement.Effect;
import dev.ratiofixer.smm.order.Settlement.EffectWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SmmVerticleIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private SmmWorld world;

    @BeforeEach
    void aWorld() {
        world = new SmmWorld(POSTGRES.database());
        world.start();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void postsEveryApprovedPromptADayApartAndThenAsksPeople() {
        String campaign = world.campaign(4);
        Promotion promotion = world.promotion(campaign, 4, null, "439");
        days(promotion, 4, 0.0001, 8);

        List<OrderRecord> orders = world.orders(campaign);
        assertThat(world.placed())
                .extracting(entry -> entry.placed().getClass().getSimpleName())
                .containsExactly("CommentInserted", "CommentInserted", "CommentInserted", "HookReceived");
        // A day was known before the first of them: enough for its three days, too little for the longer ones of the
        // others.
        var comments = Objects.requireNonNull(effect(orders.get(3)).comments());
        assertThat(comments.estimate()).isBetween(comments.low(), comments.high());
        assertThat(orders.subList(1, 3)).allSatisfy(one -> {
            EffectWindow window = Objects.requireNonNull(effect(one).window());
            assertThat(window.noComments()).contains("quiet time before");
            assertThat(window.together()).hasSize(2);
        });
    }

    private static Effect effect(OrderRecord one) {
        return ((Completed) one.order()).settlement().effect();
    }

    @Test
    void waitsForAPersonInProposeMode() {
        String campaign = world.campaign(7);
        Promotion promotion = world.promotion(campaign, 7, "7", null, OrderMode.PROPOSE);
        world.advance(Duration.ofDays(2));
        Ordered ordered = (Ordered) world.ask(promotion, world.evidence(7, 0.5, 0.05));
        OrderView proposed = ordered.orders().getFirst();
        assertThat(proposed.status()).isEqualTo(OrderStatus.PROPOSED);
        assertThat(proposed.orderType()).isEqualTo(OrderType.TEAM_TASK);
        assertThat(world.placed()).isEmpty();

        DecideOutcome outcome = (DecideOutcome)
                world.request(new DecideOrder(proposed.orderId(), DecideOrder.PersonDecision.APPROVE, "ada", ""));
        assertThat(outcome).isInstanceOf(DecideOutcome.Decided.class);
        world.settle();
        assertThat(world.placed()).hasSize(1);
        outcome = (DecideOutcome)
                world.request(new DecideOrder(proposed.orderId(), DecideOrder.PersonDecision.COMPLETE, "ada", "sent"));
        assertThat(((DecideOutcome.Decided) outcome).order().status()).isEqualTo(OrderStatus.COMPLETED);
    }

    /** Asks as often as the verticle wants, for some days. */
    private List<OrderView> days(Promotion promotion, int video, double likesTarget, int days) {
        List<OrderView> all = new ArrayList<>();
        Instant end = world.time.instant().plus(Duration.ofDays(days));
        while (world.time.instant().isBefore(end)) {
            PlaceOrderOutcome outcome = world.ask(promotion, world.evidence(video, likesTarget, 0.05));
            if (outcome instanceof Ordered ordered) {
                all.addAll(ordered.orders());
            } else {
                assertThat(((Held) outcome).reason()).isNotEmpty();
            }
            world.settle();
            world.advance(Duration.between(world.time.instant(), outcome.askAgainAt()));
        }
        return all;
    }
}
