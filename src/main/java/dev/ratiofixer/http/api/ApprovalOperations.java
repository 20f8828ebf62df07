package dev.ratiofixer.http.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ratiofixer.campaign.query.CampaignQueries;
import dev.ratiofixer.campaign.query.ClientDirectory;
import dev.ratiofixer.campaign.query.OrderFilter;
import dev.ratiofixer.campaign.query.OrderTrail;
import dev.ratiofixer.concurrent.ConcurrencyLimiter;
import dev.ratiofixer.http.api.CampaignBodies.StatusBody;
import dev.ratiofixer.http.api.Operations.AuditedOperation.ManyDone;
import dev.ratiofixer.http.problem.ApiProblem;
import dev.ratiofixer.http.problem.ProblemBody;
import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.smm.api.Evidence;
import dev.ratiofixer.smm.api.OrderType;
import dev.ratiofixer.smm.api.OrderView.OrderStatus;
import dev.ratiofixer.smm.api.OrderView;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder.PersonDecision;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOutcome;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.CommentVisibility;
import dev.ratiofixer.video.Counters;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists orders across campaigns, and decides on many at once, each by itself. */
public final class ApprovalOperations {
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

    record Decided(int decided, int refused, List<Item> items) implements ManyDone {
        @Override
        public Map<String, String> outcomes() {
            return ManyDone.of(items, Item::orderId, Item::problem);
        }

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

    /** The contract's {@code Order}. */
    public record OrderBody(
            String orderId,
            String campaignId,
            OrderType orderType,
            String serviceId,
            OrderStatus status,
            long quantity,
            String cost,
            String currency,
            long forecastLikes,
            long forecastComments,
            Instant orderedAt,
            @Nullable Instant completedAt,
            String summary,
            @Nullable String approvedBy,
            @Nullable String problem,
            @Nullable CommentVisibility visibility) {
        /** The contract's {@code OrderTrail}. */
        record Trail(
                @JsonUnwrapped OrderBody order,
                @Nullable String campaignName,
                @Nullable String videoId,
                @Nullable String videoTitle,
                @Nullable String commentText,
                @Nullable EvidenceBody evidence,
                @Nullable Instant decideUntil,
                OrderTrail.@Nullable UpliftView uplift,
                List<OrderTrail.TrailStep> audit) {
            static Trail of(OrderTrail trail) {
                OrderTrail.Basis basis = trail.basis();
                return new Trail(
                        OrderBody.of(trail.order()),
                        basis == null ? null : basis.campaignName(),
                        basis == null ? null : basis.videoId(),
                        basis == null ? null : basis.videoTitle(),
                        basis == null ? null : basis.commentText(),
                        basis == null ? null : EvidenceBody.of(basis.evidence()),
                        basis == null ? null : basis.decideUntil(),
                        trail.uplift(),
                        trail.audit());
            }
        }

        /** The contract's {@code Evidence}: the reading that an order was decided on, against its band. */
        record EvidenceBody(
                Instant at,
                @JsonUnwrapped Counters counters,
                Expected expectation,
                StatusBody.ShortfallCounts shortfall,
                boolean inDomain,
                String modelVersion) {
            /** The quantiles, {@code null} where YouTube hides the counter. */
            record Expected(
                    @Nullable Quantiles likes, @Nullable Quantiles comments) {}

            static EvidenceBody of(Evidence evidence) {
                return new EvidenceBody(
                        evidence.sample().at(),
                        evidence.sample().counters(),
                        new Expected(evidence.likes(), evidence.comments()),
                        new StatusBody.ShortfallCounts(evidence.shortfallLikes(), evidence.shortfallComments()),
                        evidence.inDomain(),
                        evidence.modelVersion());
            }
        }

        public static OrderBody of(OrderView order) {
            return new OrderBody(
                    order.orderId(),
                    order.campaignId(),
                    order.orderType(),
                    order.serviceId(),
                    order.status(),
                    order.quantity(),
                    order.cost().amount(),
                    order.cost().currency(),
                    order.forecastLikes(),
                    order.forecastComments(),
                    order.orderedAt(),
                    order.completedAt(),
                    order.summary(),
                    order.approvedBy(),
                    order.problem(),
                    order.visibility());
        }
    }

    /** Decides on orders for a person, recorded with the key's name. */
    static final class OrderOperations {
        private final EngineClient engine;

        OrderOperations(EngineClient engine) {
            this.engine = engine;
        }

        Operation deciding(PersonDecision verdict) {
            return call -> engine.decide(new DecideOrder(
                            call.id(),
                            verdict,
                            call.caller().name(),
                            Objects.requireNonNullElse(call.body().getString("note"), "")))
                    .compose(OrderOperations::answer);
        }

        static Future<OperationResult> answer(DecideOutcome outcome) {
            return switch (outcome) {
                case DecideOutcome.Decided decided ->
                    Future.succeededFuture(OperationResult.ok(OrderBody.of(decided.order())));
                case DecideOutcome.NoSuchOrder none ->
                    ProblemException.failed(ProblemType.NOT_FOUND, "there is no order " + none.orderId());
                case DecideOutcome.NotAllowed refused ->
                    ProblemException.failed(ProblemType.NOT_ALLOWED_NOW, refused.reason());
            };
        }
    }
}
