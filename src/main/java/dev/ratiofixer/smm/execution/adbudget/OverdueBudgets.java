package dev.ratiofixer.smm.execution.adbudget;

import dev.ratiofixer.bus.Addresses;
import dev.ratiofixer.bus.LocalBus;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.BudgetReturnAlarm;
import dev.ratiofixer.smm.api.PromotionRequest.PromotionHealth.ServicePart;
import dev.ratiofixer.smm.execution.ProviderStatus;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.Pending;
import dev.ratiofixer.smm.order.OrderAction.SetDailyBudget;
import dev.ratiofixer.smm.order.OrderLedger;
import dev.ratiofixer.smm.order.Unreturned;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the raised budgets that should be back and are not, of all nodes, and raises the alarm. What stands in the
 * ledger counts, so an alarm outlives the process that raised it. On the SMM verticle's context.
 */
public final class OverdueBudgets {
    private static final Logger LOG = LoggerFactory.getLogger(OverdueBudgets.class);
    private static final int SHOWN = 3;
    private static final String REMEDY =
            "do what the reason says, or set the budget back in Google Ads by hand and press \"Mark as returned\" at the order;"
                    + " it is tried again by itself at least every hour";

    private final LocalBus bus;
    private final OrderLedger ledger;
    private final Map<String, BudgetReturnAlarm> open = new TreeMap<>();

    public OverdueBudgets(EventBus bus, OrderLedger ledger) {
        this.bus = new LocalBus(bus);
        this.ledger = ledger;
    }

    /** Takes note of an order that this node has just changed. */
    public void changed(Order order) {
        boolean was = open.containsKey(order.id());
        if (order instanceof Pending pending && pending.terms().action() instanceof SetDailyBudget budget) {
            Unreturned late = pending.unreturned();
            if (late != null && (late.alarming() || was)) {
                note(alarm(pending, budget, late), was);
            }
        }
    }

    private void note(BudgetReturnAlarm alarm, boolean was) {
        if (alarm.returned()) {
            open.remove(alarm.orderId());
            if (was) {
                LOG.info("order={} its budget is back", alarm.orderId());
                bus.publish(Addresses.ALARMS, alarm);
            }
            return;
        }
        open.put(alarm.orderId(), alarm);
        LOG.error(
                "campaign={} order={} ads_campaign={} its budget should be back at {} since {} and is {}, {} attempts: {}",
                alarm.campaignId(),
                alarm.orderId(),
                alarm.adsCampaignId(),
                alarm.own(),
                alarm.since(),
                alarm.raised(),
                alarm.attempts(),
                alarm.problem());
        bus.publish(Addresses.ALARMS, alarm);
    }

    /** Takes over what all nodes have written down. */
    public Future<Void> refresh() {
        return ledger.openCosts()
                .map(orders -> {
                    open.clear();
                    orders.forEach(this::takeOver);
                    return open;
                })
                .mapEmpty();
    }

    private void takeOver(Order order) {
        if (order instanceof Pending pending
                && pending.endedAt() == null
                && pending.terms().action() instanceof SetDailyBudget budget) {
            Unreturned late = pending.unreturned();
            if (late != null && late.alarming()) {
                open.put(order.id(), alarm(pending, budget, late));
            }
        }
    }

    private static BudgetReturnAlarm alarm(Pending order, SetDailyBudget budget, Unreturned late) {
        Money own = budget.baseline();
        return new BudgetReturnAlarm(
                order.id(),
                order.terms().campaignId(),
                order.terms().serviceId(),
                budget.adsCampaignId(),
                late.since(),
                late.attempts(),
                own,
                budget.after().daily(),
                late.extra(own.currency()),
                late.problem(),
                order.endedAt() != null);
    }

    /** The alarm, for health. */
    ServicePart health() {
        if (open.isEmpty()) {
            return ProviderStatus.healthy("budget_returns", "every raised budget is within its time, or back");
        }
        List<BudgetReturnAlarm> longest = open.values().stream()
                .sorted(Comparator.comparing(BudgetReturnAlarm::since))
                .toList();
        String named =
                longest.stream().limit(SHOWN).map(OverdueBudgets::sentence).collect(Collectors.joining("; "));
        String more = longest.size() > SHOWN ? " and " + (longest.size() - SHOWN) + " more" : "";
        return ProviderStatus.unhealthy("budget_returns", named + more, REMEDY);
    }

    private static String sentence(BudgetReturnAlarm alarm) {
        return "the budget of ads campaign " + alarm.adsCampaignId() + " (order " + alarm.orderId()
                + ") should be back at " + alarm.own() + " a day since " + alarm.since() + " and is " + alarm.raised()
                + ", which may have cost " + alarm.extra() + " more than was reserved: " + alarm.problem();
    }
}
