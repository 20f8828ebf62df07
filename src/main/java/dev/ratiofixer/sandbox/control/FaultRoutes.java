package dev.ratiofixer.sandbox.control;

import dev.ratiofixer.sandbox.control.InjectedFault.Kind;
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

/** {@code /sandbox/faults}: told to fail, asked how, told to stop. */
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
        JsonBody given = new JsonBody(body, FIELDS);
        String route = given.text("route", "*");
        given.require(Route.known(route), "route", "a call's name or its beginning with *, as youtube.*");
        Kind kind = kind(given);
        String when = given.text("when", "before");
        given.require(when.equals("before") || when.equals("after"), "when", "before or after");
        int status = (int) given.number("status", kind == Kind.STATUS ? 503 : 200, 200, 599);
        InjectedFault fault = new InjectedFault(
                faults.nextId(),
                route,
                kind,
                status,
                given.text("reason", ""),
                given.duration("delay", Duration.ofSeconds(1)),
                (int) given.number("per_minute", 60, 0, 1_000_000),
                (int) given.number("retry_after", 0, 0, 86_400),
                when.equals("after"),
                given.number("probability", 1, 0, 1),
                (long) given.number("times", Long.MAX_VALUE, 1, Long.MAX_VALUE),
                until(given));
        faults.add(fault);
        return Reply.json(201, json(fault, 0));
    }

    private static Kind kind(JsonBody given) {
        String name = given.text("kind", "status");
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> given.wrong("kind", "one of " + kinds()));
    }

    private static String kinds() {
        return Arrays.stream(Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private Instant until(JsonBody given) {
        Duration lasting = given.duration("for", Duration.ofDays(36_500));
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
