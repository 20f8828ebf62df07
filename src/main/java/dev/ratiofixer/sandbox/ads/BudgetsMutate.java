package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.wire.Answerer;
import dev.ratiofixer.sandbox.wire.Call;
import dev.ratiofixer.sandbox.wire.GoogleError;
import dev.ratiofixer.sandbox.wire.Refused;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.world.AdBudget;
import dev.ratiofixer.sandbox.world.AdCampaign;
import dev.ratiofixer.sandbox.world.World;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code POST /v26/customers/{id}/campaignBudgets:mutate}: sets daily amounts, all of them or none. */
public final class BudgetsMutate implements Answerer {
    private static final Set<String> IMMUTABLE = Set.of("id", "period", "resource_name", "resourceName", "type");
    private static final long UNIT = 10_000;
    private static final long MOST = 1_000_000_000_000L;

    private record Change(AdBudget budget, long micros) {}

    private final World world;
    private final AdsGate gate;

    public BudgetsMutate(World world, AdsGate gate) {
        this.world = world;
        this.gate = gate;
    }

    @Override
    public Reply answer(Call call) {
        String requestId = gate.admit(call);
        Mutation mutation = Mutation.of(call, requestId);
        List<Change> changes = new ArrayList<>();
        for (JsonObject operation : mutation.operations()) {
            changes.add(change(operation, requestId));
        }
        if (!mutation.validateOnly()) {
            long now = world.nowMillis();
            changes.forEach(change -> world.ads().setBudget(change.budget(), change.micros(), now));
        }
        List<String> names = changes.stream()
                .map(change -> Names.budget(change.budget().id()))
                .toList();
        return Reply.ok(mutation.answered(names)).with("request-id", requestId);
    }

    private Change change(JsonObject operation, String requestId) {
        AdsGate.known(
                operation.getJsonObject("update"), Set.of("resourceName", "amountMicros"), "operations[0].update");
        String name = Mutation.resourceName(operation, requestId);
        Object given = Mutation.change(operation, "amount_micros", "amountMicros", IMMUTABLE, requestId);
        AdBudget budget = world.ads()
                .budget(Names.budgetId(name))
                .orElseThrow(() -> Mutation.notFound(name).refused(requestId));
        if (budget.campaigns().stream().anyMatch(campaign -> campaign.type() != AdCampaign.Type.DEMAND_GEN)) {
            throw Mutation.notPermitted().refused(requestId);
        }
        return new Change(budget, checked(micros(given), requestId));
    }

    private static long micros(Object given) {
        try {
            return Long.parseLong(given.toString());
        } catch (NumberFormatException notAnInteger) {
            throw new Refused(GoogleError.plain(
                    400,
                    "INVALID_ARGUMENT",
                    "Invalid value at 'operations[0].update.amount_micros' (TYPE_INT64), \"" + given + "\""));
        }
    }

    private static long checked(long micros, String requestId) {
        if (micros < 0) {
            throw amount("NEGATIVE_MONEY_AMOUNT", "A money amount was negative.", micros, requestId);
        }
        if (micros == 0) {
            throw amount(
                    "MONEY_AMOUNT_LESS_THAN_CURRENCY_MINIMUM_CPC",
                    "A money amount was less than the minimum CPC for currency.",
                    micros,
                    requestId);
        }
        if (micros > MOST) {
            throw amount(
                    "MONEY_AMOUNT_TOO_LARGE",
                    "A money amount was greater than the maximum allowed.",
                    micros,
                    requestId);
        }
        if (micros % UNIT != 0) {
            throw amount(
                    "NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT",
                    "A money amount was not a multiple of a minimum unit.",
                    micros,
                    requestId);
        }
        return micros;
    }

    private static Refused amount(String code, String message, long micros, String requestId) {
        String field = "operations.update.amount_micros";
        return AdsFailure.invalid("campaignBudgetError", code, message, Long.toString(micros), field)
                .refused(requestId);
    }
}
