package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.ads.MutateOperation.MutateRules;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.AdAccount.AdBudget;
import dev.ratiofixer.sandbox.world.AdAccount.AdCampaign;
import dev.ratiofixer.sandbox.world.World;
import java.util.List;
import java.util.Set;

/** Answers {@code POST /v26/customers/{id}/campaignBudgets:mutate}: sets daily amounts, all of them or none. */
public final class BudgetsMutate implements Endpoint {
    private static final Set<String> UPDATABLE = Set.of("resourceName", "amountMicros");
    private static final Set<String> IMMUTABLE = Set.of("id", "period", "resource_name", "resourceName", "type");

    private record BudgetChange(AdBudget budget, long micros) {}

    private final World world;
    private final AdsAuthorizer authorizer;

    public BudgetsMutate(World world, AdsAuthorizer authorizer) {
        this.world = world;
        this.authorizer = authorizer;
    }

    @Override
    public Reply answer(WireRequest call) {
        String requestId = authorizer.admit(call);
        Mutation mutation = Mutation.of(call, requestId, UPDATABLE);
        List<BudgetChange> changes =
                mutation.operations().stream().map(one -> change(one, mutation)).toList();
        if (!mutation.validateOnly()) {
            long now = world.nowMillis();
            changes.forEach(change -> world.ads().setBudget(change.budget(), change.micros(), now));
        }
        List<String> names = changes.stream()
                .map(change -> Names.budget(change.budget().id()))
                .toList();
        return Reply.ok(mutation.answered(names)).with("request-id", requestId);
    }

    private BudgetChange change(MutateOperation operation, Mutation mutation) {
        String name = operation.resourceName();
        Object value = operation.change("amount_micros", "amountMicros", IMMUTABLE);
        AdBudget budget = world.ads().budget(Names.budgetId(name)).orElseThrow(operation::notFound);
        if (budget.campaigns().stream().anyMatch(campaign -> campaign.type() != AdCampaign.Type.DEMAND_GEN)) {
            throw operation.notPermitted();
        }
        MutateRules rules = new MutateRules(world.ads().rules());
        rules.check(operation, mutation.validateOnly());
        long micros = rules.budget(budget, micros(operation, value), operation);
        return new BudgetChange(budget, micros);
    }

    private static long micros(MutateOperation operation, Object value) {
        try {
            return Long.parseLong(value.toString());
        } catch (NumberFormatException notAnInteger) {
            String message =
                    "Invalid value at '" + operation.path("update.amount_micros") + "' (TYPE_INT64), \"" + value + "\"";
            throw new RefusedException(SandboxGoogleError.plain(400, "INVALID_ARGUMENT", message));
        }
    }
}
