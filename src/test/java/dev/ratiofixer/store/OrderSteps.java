package dev.ratiofixer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.smm.EngineLimits;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.OrderEvent;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.OrderLedger.Changed;
import dev.ratiofixer.smm.order.OrderLedger.Written;
import dev.ratiofixer.smm.order.Orders;
import dev.ratiofixer.smm.order.Placing;
import dev.ratiofixer.smm.order.Proposed;
import dev.ratiofixer.smm.order.SpendRules;
import dev.ratiofixer.smm.order.Transition.Verdict;
import dev.ratiofixer.video.VideoId;
import java.util.UUID;

/** Takes orders through a ledger to where a test of it begins. */
record OrderSteps(OrderLedger ledger) {
    static final SpendRules RULES = new SpendRules(
            Orders.LIMITS, Orders.usd("200.00"), new EngineLimits(Orders.usd("20.00"), Orders.usd("10000.00"), true));
    static final OrderEvent EVENT = new OrderEvent(Orders.NOW, "policy", "because", null);

    /** A running campaign on a video of its own, held by the node "one". */
    static String newCampaign(Database database) {
        String id = UUID.randomUUID().toString();
        Waiting.on(OrderCampaigns.running(database, id, video(id).value(), Orders.NOW, "one"));
        return id;
    }

    /** The video of such a campaign. */
    static VideoId video(String campaign) {
        return new VideoId(campaign.substring(0, 8) + "___");
    }

    void written(Order order) {
        assertThat(Waiting.on(ledger.write(order, RULES, EVENT))).isInstanceOf(Written.Stored.class);
    }

    Placing begun(Proposed proposed) {
        become(proposed.approve(Orders.person()));
        // The clock goes on while the decision is taken.
        Placing placing = proposed.approve(Orders.person()).begin(Orders.NOW.plusMillis(3));
        become(placing);
        return placing;
    }

    void become(Order next) {
        Changed changed =
                Waiting.on(ledger.change(next.id(), Orders.NOW, (order, at) -> new Verdict.Become(next, EVENT)));
        assertThat(changed).isInstanceOf(Changed.Moved.class);
    }
}
