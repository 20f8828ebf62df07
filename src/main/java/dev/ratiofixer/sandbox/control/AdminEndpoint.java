package dev.ratiofixer.sandbox.control;

import dev.ratiofixer.sandbox.oauth.TokenEndpoint;
import dev.ratiofixer.sandbox.wire.Endpoint;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.World;
import dev.ratiofixer.sandbox.youtube.Bucket;
import dev.ratiofixer.sandbox.youtube.QuotaTracker;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

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
}
