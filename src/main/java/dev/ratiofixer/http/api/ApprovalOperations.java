package dev.ratiofixer.http.api;

import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.concurrent.ConcurrencyLimiter;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemBody;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.smm.api.OrderStatus;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder.PersonDecision;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists orders across campaigns, and decides on many at once, each by itself. */
final class ApprovalOperations {
    private static final Logger LOG = LoggerFactory.getLogger(ApprovalOperations.class);
    private static final int WINDOW = 8;
    private static final int MOST_COUNTED = 10_000;

    private final EngineClient engine;
    private final CampaignQueries queries;
    private final ClientScope scope;

    ApprovalOperations(EngineClient engine, CampaignQueries queries, ClientScope scope) {
        this.scope = scope;
        this.engine = engine;
        this.queries = queries;
    }

    /** A page with how many there are in all. */
    record Orders(Object items, @Nullable String next, int total) {}

    record Decided(int decided, int refused, List<Item> items) {
        record Item(
                String orderId,
                @Nullable OrderBody order,
                @Nullable ProblemBody problem) {}
    }

    Future<OperationResult> list(ApiCall call) {
        OrderFilter filter = filter(call);
        return CampaignOperations.page(() -> queries.orders(filter, call.page()), OrderBody.Trail::of)
                .compose(page -> queries.countOrders(filter, MOST_COUNTED).map(total -> {
                    CampaignBodies.Items<?> found = (CampaignBodies.Items<?>) page.body();
                    return OperationResult.ok(new Orders(found.items(), found.next(), total));
                }));
    }

    static OrderFilter filter(ApiCall call) {
        return new OrderFilter(
                call.text("status").map(ApprovalOperations::statuses).orElse(Set.of()),
                call.text("campaign").orElse(null),
                call.text("service").orElse(null),
                call.text("type")
                        .map(type -> OrderType.valueOf(type.toUpperCase(Locale.ROOT)))
                        .orElse(null),
                CampaignOperations.client(call));
    }

    Future<OperationResult> decide(ApiCall call) {
        JsonObject body = call.body();
        List<String> ids = body.getJsonArray("order_ids").stream()
                .map(Object::toString)
                .distinct()
                .toList();
        PersonDecision decision =
                PersonDecision.valueOf(body.getString("decision").toUpperCase(Locale.ROOT));
        String note = body.getString("note") == null ? "" : body.getString("note");
        ConcurrencyLimiter window = new ConcurrencyLimiter(WINDOW, ids.size());
        Future<List<Decided.Item>> decided = scope.each(
                call.caller(),
                ids,
                ClientDirectory::ofOrders,
                ApprovalOperations::unknown,
                id -> window.run(
                        () -> one(new DecideOrder(id, decision, call.caller().name(), note))));
        return decided.map(items -> {
            int refused =
                    (int) items.stream().filter(item -> item.problem() != null).count();
            return OperationResult.ok(new Decided(items.size() - refused, refused, items));
        });
    }

    private static Decided.Item unknown(String id) {
        return new Decided.Item(
                id, null, ProblemBody.of(ApiProblem.of(ProblemType.NOT_FOUND, "there is no order " + id), null));
    }

    private Future<Decided.Item> one(DecideOrder decision) {
        String id = decision.orderId();
        return engine.decide(decision)
                .compose(OrderOperations::answer)
                .map(done -> new Decided.Item(id, (OrderBody) done.body(), null))
                .otherwise(failure -> new Decided.Item(id, null, ProblemBody.of(problem(id, failure), null)));
    }

    private static ApiProblem problem(String id, Throwable failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        LOG.error("operation=decideOrders order={} failed", id, failure);
        return ApiProblem.of(
                ProblemType.INTERNAL,
                "something went wrong here: try again, and tell whoever runs Ratio Fixer if it stays so");
    }

    private static Set<OrderStatus> statuses(String names) {
        Set<OrderStatus> statuses = EnumSet.noneOf(OrderStatus.class);
        for (String name : names.split(",", -1)) {
            try {
                statuses.add(OrderStatus.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw CampaignOperations.inParameter(
                        "status",
                        "'" + name + "' is none of proposed, approved, placing, pending, completed, rejected, failed,"
                                + " cancelled, expired");
            }
        }
        return statuses;
    }
}
