package dev.ratiofixer.store.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.Order.Placing;
import dev.ratiofixer.smm.order.Order.Proposed;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.store.Database;
import dev.ratiofixer.video.VideoId;
import java.util.UUID;

/** Takes orders through a ledger to where a test of it begins. */
public record OrderSteps(OrderLedger ledger) {
    public static final SpendRules RULES = new SpendRules(
            OrderFixtures.LIMITS,
            OrderFixtures.usd("200.00"),
            new EngineLimits(OrderFixtures.usd("20.00"), OrderFixtures.usd("10000.00"), true));
    public static final OrderEvent EVENT = new OrderEvent(OrderFixtures.NOW, "policy", "because", null);

    /** A running campaign on a video of its own, held by the node "one". */
    public static String newCampaign(Database database) {
        String id = UUID.randomUUID().toString();
        Waiting.on(OrderCampaigns.running(database, id, video(id).value(), OrderFixtures.NOW, "one"));
        return id;
    }

    /** The video of such a campaign. */
    public static VideoId video(String campaign) {
        return new VideoId(campaign.substring(0, 8) + "___");
    }

    public void written(Order order) {
        assertThat(Waiting.on(ledger.write(order, RULES, EVENT))).isInstanceOf(Written.Stored.class);
    }

    public Placing begun(Proposed proposed) {
        become(proposed.approve(OrderFixtures.person()));
        // The clock goes on while the decision is taken.
        Placing placing = proposed.approve(OrderFixtures.person()).begin(OrderFixtures.NOW.plusMillis(3));
        become(placing);
        return placing;
    }

    public void become(Order next) {
        Changed changed =
                Waiting.on(ledger.change(next.id(), OrderFixtures.NOW, (order, at) -> new NextStep.To(next, EVENT)));
        assertThat(changed).isInstanceOf(Changed.Updated.class);
    }
}
