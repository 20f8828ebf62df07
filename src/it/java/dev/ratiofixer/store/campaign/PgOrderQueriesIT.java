package dev.ratiofixer.store.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.campaign.query.Page;
import dev.ratiofixer.campaign.query.PageRequest;
import dev.ratiofixer.fixtures.OrderCampaigns;
import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.fixtures.PostgresExtension;
import dev.ratiofixer.fixtures.Waiting;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.smm.api.EngineLimits;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.order.Order;
import dev.ratiofixer.smm.order.Order.OrderEvent;
import dev.ratiofixer.smm.order.SpendGuard.SpendRules;
import dev.ratiofixer.smm.order.Transition.NextStep;
import dev.ratiofixer.store.order.PgOrderLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Orders across campaigns, from the tables. */
class PgOrderQueriesIT {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final EngineLimits LIMITS =
            new EngineLimits(Money.parse("60.00", "USD"), Money.parse("5000.00", "USD"), true);
    private static final OrderFilter PROPOSED = new OrderFilter(Set.of(OrderStatus.PROPOSED), null, null, null);

    private final PgOrderLedger ledger = new PgOrderLedger(POSTGRES.database(), "one");
    private final PgCampaignQueries queries = new PgCampaignQueries(POSTGRES.database());
    private String first = "";
    private String second = "";

    @BeforeEach
    void twoCampaigns() {
        Waiting.on(POSTGRES.database()
                .pool()
                .query("DELETE FROM ratio_fixer_campaigns")
                .execute());
        first = campaign();
        second = campaign();
    }

    private static String campaign() {
        String id = UUID.randomUUID().toString();
        Waiting.on(OrderCampaigns.running(POSTGRES.database(), id, id.substring(0, 11), OrderFixtures.NOW, "one"));
        return id;
    }

    private Order write(Order order) {
        Waiting.on(ledger.write(
                order,
                new SpendRules(order.terms().limits(), Money.parse("100.00", "USD"), LIMITS),
                new OrderEvent(OrderFixtures.NOW, "policy", "because", null)));
        return order;
    }

    @Test
    void theQueueHoldsWhatWaitsOfAllCampaignsPageByPageWithItsText() {
        int before = Waiting.on(queries.countOrders(PROPOSED, 10_000));
        Order.Proposed comment = OrderFixtures.comment(first, "c", "Which line will you sing along to?");
        write(comment);
        Order.Proposed rejected = OrderFixtures.task(second, "t");
        write(rejected);
        write(OrderFixtures.raise(second, "r", "20.00"));
        Waiting.on(ledger.change(
                rejected.id(),
                OrderFixtures.NOW,
                (order, facts) -> new NextStep.To(
                        rejected.reject("ada", "", OrderFixtures.NOW),
                        OrderEvent.engine(OrderFixtures.NOW, "rejected"))));

        List<OrderTrail> all = new ArrayList<>();
        Page<OrderTrail> page = Waiting.on(queries.orders(PROPOSED, new PageRequest(null, 1)));
        all.addAll(page.items());
        while (page.next() != null) {
            page = Waiting.on(queries.orders(PROPOSED, new PageRequest(page.next(), 1)));
            all.addAll(page.items());
        }

        assertThat(Waiting.on(queries.countOrders(PROPOSED, 10_000)) - before).isEqualTo(2);
        assertThat(all)
                .hasSize(before + 2)
                .allSatisfy(each -> assertThat(each.order().status()).isEqualTo(OrderStatus.PROPOSED));
        OrderTrail.Basis basis = all.stream()
                .filter(each -> each.order().orderId().equals(comment.id()))
                .map(OrderTrail::basis)
                .findFirst()
                .orElseThrow();
        assertThat(basis.commentText()).isEqualTo("Which line will you sing along to?");
        assertThat(basis.evidence()).isEqualTo(OrderFixtures.evidence());
        assertThat(basis.decideUntil()).isEqualTo(comment.terms().expiresAt());
        assertThat(basis.campaignName()).isEqualTo("test");
    }

    @Test
    void filtersBySeveralStatusesServiceTypeAndCampaign() {
        write(OrderFixtures.comment(first, "c", "Which line?"));
        write(OrderFixtures.task(second, "t"));
        Set<OrderStatus> open = Set.of(OrderStatus.PROPOSED, OrderStatus.APPROVED);

        assertThat(ids(new OrderFilter(open, first, null, null))).hasSize(1);
        assertThat(ids(new OrderFilter(open, second, "7", OrderType.TEAM_TASK))).hasSize(1);
        assertThat(ids(new OrderFilter(open, second, "439", null))).isEmpty();
        assertThat(ids(new OrderFilter(Set.of(OrderStatus.FAILED), null, null, null)))
                .isEmpty();
        assertThat(Waiting.on(queries.countOrders(OrderFilter.ofCampaign(first), 10)))
                .isEqualTo(1);
    }

    private List<String> ids(OrderFilter filter) {
        return Waiting.on(queries.orders(filter, new PageRequest(null, 100))).items().stream()
                .map(each -> each.order().orderId())
                .toList();
    }
}
