package dev.ratiofixer.http.api;

import dev.ratiofixer.http.problem.ProblemException;
import dev.ratiofixer.http.problem.ProblemType;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder.PersonDecision;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOutcome;
import io.vertx.core.Future;
import java.util.Objects;

/** Decides on orders for a person, recorded with the key's name. */
final class OrderOperations {
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
