package dev.ratiofixer.http.bridge;

import dev.ratiofixer.http.live.LiveStream;
import dev.ratiofixer.time.Timers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The open conversations of both bridges. Confined to the HTTP verticle's context. */
public final class BridgeSessions {
    /** A connection that shows no key for so long is closed. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MOST = 2000;

    private final Set<BridgeSession> open = new LinkedHashSet<>();
    private final BridgeDispatcher desk;
    private final LiveStream stream;
    private final Timers timers;

    public BridgeSessions(BridgeDispatcher desk, LiveStream stream, Timers timers) {
        this.desk = desk;
        this.stream = stream;
        this.timers = timers;
    }

    /** Begins one; empty if too many are open. */
    Optional<BridgeSession> begin(BridgeProtocol dialect, BridgeConnection line) {
        if (open.size() >= MOST) {
            return Optional.empty();
        }
        BridgeSession conversation = new BridgeSession(desk, stream, dialect, line);
        open.add(conversation);
        timers.after(PATIENCE, conversation::endStranger);
        return Optional.of(conversation);
    }

    /** Forgets one whose connection is gone. */
    void forget(BridgeSession conversation) {
        open.remove(conversation);
        conversation.gone();
    }

    /** Ends them all. */
    public void close() {
        List<BridgeSession> last = List.copyOf(open);
        open.clear();
        last.forEach(BridgeSession::end);
    }
}
