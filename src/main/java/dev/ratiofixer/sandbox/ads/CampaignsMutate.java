package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.wire.Answerer;
import dev.ratiofixer.sandbox.wire.Call;
import dev.ratiofixer.sandbox.wire.GoogleError;
import dev.ratiofixer.sandbox.wire.Refused;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.world.AdCampaign;
import dev.ratiofixer.sandbox.world.World;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code POST /v26/customers/{id}/campaigns:mutate}: enables and pauses campaigns, all of them or none. */
public final class CampaignsMutate implements Answerer {
    private static final Set<String> IMMUTABLE =
            Set.of("id", "resource_name", "resourceName", "advertising_channel_type", "advertisingChannelType");

    private record Change(AdCampaign campaign, boolean enabled) {}

    private final World world;
    private final AdsGate gate;

    public CampaignsMutate(World world, AdsGate gate) {
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
            changes.forEach(change -> world.ads().setServing(change.campaign(), change.enabled(), now));
        }
        List<String> names = changes.stream()
                .map(change -> Names.campaign(change.campaign().id()))
                .toList();
        return Reply.ok(mutation.answered(names)).with("request-id", requestId);
    }

    private Change change(JsonObject operation, String requestId) {
        AdsGate.known(operation.getJsonObject("update"), Set.of("resourceName", "status"), "operations[0].update");
        String name = Mutation.resourceName(operation, requestId);
        Object given = Mutation.change(operation, "status", "status", IMMUTABLE, requestId);
        AdCampaign campaign = world.ads()
                .campaign(Names.campaignId(name))
                .orElseThrow(() -> Mutation.notFound(name).refused(requestId));
        if (campaign.type() != AdCampaign.Type.DEMAND_GEN) {
            throw Mutation.notPermitted().refused(requestId);
        }
        return new Change(campaign, enabled(given.toString(), requestId));
    }

    private static boolean enabled(String status, String requestId) {
        return switch (status) {
            case "ENABLED" -> true;
            case "PAUSED" -> false;
            case "REMOVED" ->
                throw AdsFailure.invalid(
                                "requestError",
                                "INVALID_INPUT",
                                "A campaign cannot be removed by an update.",
                                status,
                                "operations.update.status")
                        .refused(requestId);
            default ->
                throw new Refused(GoogleError.plain(
                        400,
                        "INVALID_ARGUMENT",
                        "Invalid value at 'operations[0].update.status' (type.googleapis.com/google.ads.googleads.v26"
                                + ".enums.CampaignStatusEnum.CampaignStatus), \"" + status + "\""));
        };
    }
}
