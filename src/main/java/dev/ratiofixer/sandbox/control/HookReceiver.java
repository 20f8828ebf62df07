package dev.ratiofixer.sandbox.control;

import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.Ledger.LedgerEntry;
import dev.ratiofixer.sandbox.world.World;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Receives {@code POST /hooks/{name}}: records what came, so that its signature can be checked, and answers as Slack
 * does.
 */
public final class HookReceiver implements Endpoint {
    private final World world;

    public HookReceiver(World world) {
        this.world = world;
    }

    @Override
    public Reply answer(WireRequest call) {
        String name = call.path().substring("/hooks/".length());
        if (name.isEmpty() || name.contains("/")) {
            return SandboxGoogleError.noSuchPath(call.path());
        }
        Map<String, String> headers = new TreeMap<>();
        call.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        String body = call.body().toString();
        world.ledger().write(world.nowMillis(), new LedgerEntry.HookReceived(name, Map.copyOf(headers), body));
        return Reply.text(200, "text/plain; charset=UTF-8", "ok");
    }
}
