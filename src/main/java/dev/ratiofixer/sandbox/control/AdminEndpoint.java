package dev.ratiofixer.sandbox.control;

import dev.ratiofixer.sandbox.control.InjectedFault.FaultKind;
import dev.ratiofixer.sandbox.oauth.TokenEndpoint;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.AdAccount.AdAccountRules;
import dev.ratiofixer.sandbox.world.AdAccount.AdAccountRules.AdCampaignRules;
import dev.ratiofixer.sandbox.world.AdAccount.AdAccountRules.CustomerAccess;
import dev.ratiofixer.sandbox.world.AdAccount.AdAccountRules.MinimumError;
import dev.ratiofixer.sandbox.world.World;
import dev.ratiofixer.sandbox.youtube.Bucket;
import dev.ratiofixer.sandbox.youtube.QuotaTracker;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Serves the sandbox's own routes, under {@code /sandbox}. No fault befalls them. */
public final class AdminEndpoint implements Endpoint {
    private final World world;
    private final InstantSource clock;
    private final TokenEndpoint tokens;
    private final QuotaTracker quota;
    private final FaultInjector faults;
    private final JsonObject constants;
    private final FaultRoutes faultRoutes;
    private final VideoRoute videoRoute;
    private final AdsRoute adsRoute;

    /** @param constants what the state report says of how the sandbox was started */
    public AdminEndpoint(
            World world,
            InstantSource clock,
            TokenEndpoint tokens,
            QuotaTracker quota,
            FaultInjector faults,
            JsonObject constants) {
        this.world = world;
        this.clock = clock;
        this.tokens = tokens;
        this.quota = quota;
        this.faults = faults;
        this.constants = constants;
        faultRoutes = new FaultRoutes(faults, world);
        videoRoute = new VideoRoute(world);
        adsRoute = new AdsRoute(world);
    }

    @Override
    public Reply answer(WireRequest call) {
        String operation = call.method().name() + call.path().substring("/sandbox".length());
        return switch (operation) {
            case "GET/state" -> Reply.ok(state());
            case "GET/ledger" -> Reply.ok(LedgerText.of(world, after(call)));
            case "GET/faults" -> faultRoutes.list();
            case "POST/faults" -> faultRoutes.add(body(call));
            case "DELETE/faults" -> cleared(Optional.empty());
            case "POST/ads" -> adsRoute.change(body(call));
            case "POST/clock" -> advanced(new JsonBody(body(call), Set.of("advance")));
            case "POST/credentials" -> revoked(new JsonBody(body(call), Set.of("credential", "revoked")));
            default -> named(call, operation);
        };
    }

    private Reply named(WireRequest call, String operation) {
        String name = call.path().substring(call.path().lastIndexOf('/') + 1);
        if (operation.equals("POST/videos/" + name)) {
            return videoRoute.change(name, body(call));
        }
        if (operation.equals("DELETE/faults/" + name) && name.matches("[0-9]{1,18}")) {
            return cleared(Optional.of(Long.valueOf(name)));
        }
        throw JsonBody.refused(404, "no such route; docs/sandbox.md lists them");
    }

    private Reply cleared(Optional<Long> id) {
        faults.clear(id);
        return Reply.empty(204);
    }

    private Reply advanced(JsonBody fields) {
        if (!(clock instanceof SteppedClock stepped)) {
            throw JsonBody.refused(409, "the clock runs by itself");
        }
        Duration by = fields.duration("advance", Duration.ZERO);
        fields.require(!by.isNegative(), "advance", "a duration that is not negative");
        return Reply.ok(new JsonObject().put("now", stepped.advance(by).toString()));
    }

    private Reply revoked(JsonBody fields) {
        String credential = fields.text("credential", "");
        fields.require(!credential.isEmpty(), "credential", "a key or a refresh token");
        tokens.revoke(credential, fields.flag("revoked", true));
        return Reply.empty(204);
    }

    private JsonObject state() {
        long now = world.nowMillis();
        JsonArray videos = new JsonArray();
        world.live().forEach(video -> videos.add(StateText.video(video, world)));
        JsonObject used = new JsonObject()
                .put("day", quota.date(now).toString())
                .put("units", bucket(Bucket.UNITS, now))
                .put("stats_calls", bucket(Bucket.STATS_CALLS, now));
        return new JsonObject()
                .put("now", Instant.ofEpochMilli(now).toString())
                .put("opened", world.opened().toString())
                .put("clock", clock instanceof SteppedClock ? "manual" : "running")
                .mergeIn(constants)
                .put("quota", used)
                .put("videos", videos);
    }

    private JsonObject bucket(Bucket bucket, long now) {
        return new JsonObject().put("used", quota.used(bucket, now)).put("limit", quota.limit(bucket));
    }

    private static long after(WireRequest call) {
        String fields = call.param("after").orElse("0");
        if (!fields.matches("[0-9]{1,18}")) {
            throw JsonBody.refused(400, "after has to be a ledger entry's seq");
        }
        return Long.parseLong(fields);
    }

    private static JsonObject body(WireRequest call) {
        try {
            return call.body().toJsonObject();
        } catch (DecodeException | ClassCastException notAnObject) {
            throw JsonBody.refused(400, "the body has to be a JSON object");
        }
    }

    /** Serves {@code /sandbox/faults}: adds, lists and removes faults. */
    static final class FaultRoutes {
        private static final Set<String> FIELDS = Set.of(
                "route",
                "kind",
                "status",
                "reason",
                "delay",
                "per_minute",
                "retry_after",
                "when",
                "probability",
                "times",
                "for");

        private final FaultInjector faults;
        private final World world;

        FaultRoutes(FaultInjector faults, World world) {
            this.faults = faults;
            this.world = world;
        }

        Reply add(JsonObject body) {
            JsonBody fields = new JsonBody(body, FIELDS);
            String route = fields.text("route", "*");
            fields.require(Route.known(route), "route", "a call's name or its beginning with *, as youtube.*");
            FaultKind kind = kind(fields);
            String when = fields.text("when", "before");
            fields.require(when.equals("before") || when.equals("after"), "when", "before or after");
            int status = (int) fields.number("status", kind == FaultKind.STATUS ? 503 : 200, 200, 599);
            InjectedFault fault = new InjectedFault(
                    faults.nextId(),
                    route,
                    kind,
                    status,
                    fields.text("reason", ""),
                    fields.duration("delay", Duration.ofSeconds(1)),
                    (int) fields.number("per_minute", 60, 0, 1_000_000),
                    (int) fields.number("retry_after", 0, 0, 86_400),
                    when.equals("after"),
                    fields.number("probability", 1, 0, 1),
                    (long) fields.number("times", Long.MAX_VALUE, 1, Long.MAX_VALUE),
                    until(fields));
            faults.add(fault);
            return Reply.json(201, json(fault, 0));
        }

        private static FaultKind kind(JsonBody fields) {
            String name = fields.text("kind", "status");
            return Arrays.stream(FaultKind.values())
                    .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() -> fields.wrong("kind", "one of " + kinds()));
        }

        private static String kinds() {
            return Arrays.stream(FaultKind.values())
                    .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
        }

        private Instant until(JsonBody fields) {
            Duration lasting = fields.duration("for", Duration.ofDays(36_500));
            return Instant.ofEpochMilli(world.nowMillis()).plus(lasting);
        }

        Reply list() {
            JsonArray all = new JsonArray();
            faults.all().forEach(running -> all.add(json(running.fault(), running.hits())));
            return Reply.ok(new JsonObject().put("faults", all));
        }

        private static JsonObject json(InjectedFault fault, long hits) {
            JsonObject json = new JsonObject()
                    .put("id", fault.id())
                    .put("route", fault.route())
                    .put("kind", fault.kind().name().toLowerCase(Locale.ROOT))
                    .put("status", fault.status())
                    .put("when", fault.after() ? "after" : "before")
                    .put("probability", fault.probability())
                    .put("until", fault.until().toString())
                    .put("hits", hits);
            return fault.times() == Long.MAX_VALUE ? json : json.put("times", fault.times());
        }
    }

    /**
     * {@code POST /sandbox/ads}: changes the rules that the advertising account and its campaigns are under, from now
     * on.
     */
    static final class AdsRoute {
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
        private static final Set<String> OF_CAMPAIGN = Set.of(
                "undeclared", "total_budget", "removed", "start", "end", "primary_status", "primary_status_reasons");

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
                        Long.valueOf(id),
                        campaign(one, AdCampaignRules.USUAL),
                        (before, unused) -> campaign(one, before));
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
}
