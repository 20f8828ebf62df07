package dev.ratiofixer.sandbox.control;

import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.world.AdAccountRules;
import dev.ratiofixer.sandbox.world.AdAccountRules.AdCampaignRules;
import dev.ratiofixer.sandbox.world.AdAccountRules.CustomerAccess;
import dev.ratiofixer.sandbox.world.AdAccountRules.MinimumError;
import dev.ratiofixer.sandbox.world.World;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code POST /sandbox/ads}: changes the rules that the advertising account and its campaigns are under, from now on.
 */
final class AdsRoute {
    private static final double MOST = 1e15;
    private static final Set<String> FIELDS = Set.of(
            "currency",
            "time_zone",
            "unit_micros",
            "minimum_micros",
            "minimum_error",
            "access",
            "fields_of",
            "campaigns");
    private static final Set<String> OF_CAMPAIGN =
            Set.of("undeclared", "total_budget", "removed", "start", "end", "primary_status", "primary_status_reasons");

    private final World world;

    AdsRoute(World world) {
        this.world = world;
    }

    Reply change(JsonObject body) {
        JsonBody fields = new JsonBody(body, FIELDS);
        AdAccountRules held = world.ads().rules();
        Map<Long, AdCampaignRules> campaigns = new HashMap<>(held.campaigns());
        JsonObject named = fields.object("campaigns");
        for (String id : named.fieldNames()) {
            fields.require(id.matches("[0-9]{1,18}"), "campaigns", "an object by campaign id");
            JsonBody one = new JsonBody(named.getJsonObject(id), OF_CAMPAIGN);
            campaigns.merge(
                    Long.valueOf(id), campaign(one, AdCampaignRules.USUAL), (before, unused) -> campaign(one, before));
        }
        world.ads()
                .rules(new AdAccountRules(
                        fields.text("currency", held.currency()),
                        fields.text("time_zone", held.timeZone()),
                        (long) fields.number("unit_micros", (double) held.unitMicros(), 1, MOST),
                        (long) fields.number("minimum_micros", (double) held.minimumMicros(), 0, MOST),
                        one(MinimumError.values(), fields, "minimum_error", held.minimumError()),
                        one(CustomerAccess.values(), fields, "access", held.access()),
                        (int) fields.number("fields_of", held.fieldsOf(), 20, 99),
                        campaigns));
        return Reply.empty(204);
    }

    private static AdCampaignRules campaign(JsonBody fields, AdCampaignRules held) {
        return new AdCampaignRules(
                fields.flag("undeclared", held.undeclared()),
                fields.flag("total_budget", held.totalBudget()),
                fields.flag("removed", held.removed()),
                fields.text("start", held.start()),
                fields.text("end", held.end()),
                fields.text("primary_status", held.primaryStatus()),
                fields.text("primary_status_reasons", held.reasons()));
    }

    private static <E extends Enum<E>> E one(E[] values, JsonBody fields, String name, E held) {
        String wanted = fields.text(name, held.name());
        return Arrays.stream(values)
                .filter(value -> value.name().equals(wanted.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> fields.wrong(name, "one of " + Arrays.toString(values)));
    }
}
