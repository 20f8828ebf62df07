package dev.ratiofixer.sandbox.control;

import dev.ratiofixer.sandbox.control.InjectedFault.FaultKind;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route;
import dev.ratiofixer.sandbox.world.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Serves {@code /sandbox/faults}: adds, lists and removes faults. */
final class FaultRoutes {
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
