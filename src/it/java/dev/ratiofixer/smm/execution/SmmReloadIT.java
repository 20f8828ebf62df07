package dev.ratiofixer.smm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderMode;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.Promotion;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOutcome;
import dev.ratiofixer.smm.api.PromotionRequest.PlaceOrderOutcome;
import dev.ratiofixer.smm.api.SmmSettings;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stops when compliance is declined while orders are open. */
class SmmReloadIT {
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

    private void decline() {
        SmmSettings before = world.settings(EngineLimits.NONE);
        world.apply(new SmmSettings(before.services(), before.limits(), before.policy(), false));
    }

    @Test
    void nothingIsOrderedAndNobodyCanApproveWhatWasProposed() {
        String campaign = world.campaign(7);
        Promotion promotion = world.promotion(campaign, 7, "7", null, OrderMode.PROPOSE);
        world.advance(Duration.ofDays(2));
        OrderView proposed = ((PlaceOrderOutcome.Ordered) world.ask(promotion, world.evidence(7, 0.5, 0.05)))
                .orders()
                .getFirst();

        decline();

        PlaceOrderOutcome held = world.ask(promotion, world.evidence(7, 0.5, 0.05));
        assertThat(((PlaceOrderOutcome.Held) held).reason()).contains("compliance.derived_metrics");
        DecideOutcome refused = (DecideOutcome)
                world.request(new DecideOrder(proposed.orderId(), DecideOrder.PersonDecision.APPROVE, "ada", ""));
        assertThat(refused).isInstanceOfSatisfying(DecideOutcome.NotAllowed.class, not -> {
            assertThat(not.reason()).contains("compliance.derived_metrics");
            assertThat(not.order().status()).isEqualTo(OrderStatus.PROPOSED);
        });
        world.settle();
        assertThat(world.placed()).isEmpty();
    }
}
