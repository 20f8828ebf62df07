package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.ads.MutateOperation.MutateRules;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.AdAccount.AdCampaign;
import dev.ratiofixer.sandbox.world.World;
import java.util.List;
import java.util.Set;

/** Answers {@code POST /v26/customers/{id}/campaigns:mutate}: enables and pauses campaigns, all of them or none. */
public final class CampaignsMutate implements Endpoint {
    private static final Set<String> UPDATABLE = Set.of("resourceName", "status");
    private static final Set<String> IMMUTABLE =
            Set.of("id", "resource_name", "resourceName", "advertising_channel_type", "advertisingChannelType");

    private record Change(AdCampaign campaign, boolean enabled) {}

    private final World world;
    private final AdsAuthorizer authorizer;

    public CampaignsMutate(World world, AdsAuthorizer authorizer) {
        this.world = world;
        this.authorizer = authorizer;
    }

    @Override
    public Reply answer(WireRequest call) {
        String requestId = authorizer.admit(call);
        Mutation mutation = Mutation.of(call, requestId, UPDATABLE);
        List<Change> changes =
                mutation.operations().stream().map(one -> change(one, mutation)).toList();
        if (!mutation.validateOnly()) {
            long now = world.nowMillis();
            changes.forEach(change -> world.ads().setServing(change.campaign(), change.enabled(), now));
        }
        List<String> names = changes.stream()
                .map(change -> Names.campaign(change.campaign().id()))
                .toList();
        return Reply.ok(mutation.answered(names)).with("request-id", requestId);
    }

    private Change change(MutateOperation operation, Mutation mutation) {
        String name = operation.resourceName();
        Object value = operation.change("status", "status", IMMUTABLE);
        AdCampaign campaign = world.ads().campaign(Names.campaignId(name)).orElseThrow(operation::notFound);
        if (campaign.type() != AdCampaign.Type.DEMAND_GEN) {
            throw operation.notPermitted();
        }
        MutateRules rules = new MutateRules(world.ads().rules());
        rules.check(operation, mutation.validateOnly());
        rules.campaign(campaign, operation);
        return new Change(campaign, enabled(value.toString(), operation));
    }

    private static boolean enabled(String status, MutateOperation operation) {
        return switch (status) {
            case "ENABLED" -> true;
            case "PAUSED" -> false;
            case "REMOVED" -> {
                String message = "A campaign cannot be removed by an update.";
                throw operation.refused("fieldError", "INVALID_VALUE", message, status, "update.status");
            }
            default -> {
                String message = "Invalid value at '" + operation.path("update.status")
                        + "' (type.googleapis.com/google.ads.googleads.v26.enums.CampaignStatusEnum.CampaignStatus), \""
                        + status + "\"";
                throw new RefusedException(SandboxGoogleError.plain(400, "INVALID_ARGUMENT", message));
            }
        };
    }
}
