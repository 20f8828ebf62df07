package dev.ratiofixer.http.bridge;

import dev.ratiofixer.access.Authenticator;
import dev.ratiofixer.http.bridge.BridgeSession.BridgeDispatcher;
import dev.ratiofixer.http.live.LiveStream;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the open sessions of both bridges. Confined to the HTTP verticle's context. */
public final class BridgeSessions {
    /** A connection that shows no key for so long is closed. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MOST = 2000;

    private final Set<BridgeSession> open = new LinkedHashSet<>();
    private final BridgeDispatcher dispatcher;
    private final LiveStream stream;
    private final Timers timers;

    public BridgeSessions(BridgeDispatcher dispatcher, LiveStream stream, Timers timers) {
        this.dispatcher = dispatcher;
        this.stream = stream;
        this.timers = timers;
    }

    /** Looks the session of a cookie up, if this node has not heard of it. Never fails. */
    Future<Void> recall(@Nullable String cookie) {
        return dispatcher.authenticator().recall(new Authenticator.ShownCredential(null, cookie, null, false, ""));
    }

    /** Begins one; empty if too many are open. */
    Optional<BridgeSession> begin(BridgeProtocol protocol, BridgeConnection connection) {
        if (open.size() >= MOST) {
            return Optional.empty();
        }
        BridgeSession session = new BridgeSession(dispatcher, stream, protocol, connection);
        open.add(session);
        timers.after(PATIENCE, session::endStranger);
        return Optional.of(session);
    }

    /** Forgets one whose connection is gone. */
    void forget(BridgeSession session) {
        open.remove(session);
        session.gone();
    }

    /** Ends them all. */
    public void close() {
        List<BridgeSession> last = List.copyOf(open);
        open.clear();
        last.forEach(BridgeSession::end);
    }
}
