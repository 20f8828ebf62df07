package dev.ratiofixer.http.bridge;

import dev.ratiofixer.http.live.LiveStream;
import dev.ratiofixer.time.Timers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The open conversations of both bridges. Confined to the HTTP verticle's context. */
public final class Conversations {
    /** A connection that shows no key for so long is closed. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MOST = 2000;

    private final Set<Conversation> open = new LinkedHashSet<>();
    private final Desk desk;
    private final LiveStream stream;
    private final Timers timers;

    public Conversations(Desk desk, LiveStream stream, Timers timers) {
        this.desk = desk;
        this.stream = stream;
        this.timers = timers;
    }

    /** Begins one; empty if too many are open. */
    Optional<Conversation> begin(Dialect dialect, Line line) {
        if (open.size() >= MOST) {
            return Optional.empty();
        }
        Conversation conversation = new Conversation(desk, stream, dialect, line);
        open.add(conversation);
        timers.after(PATIENCE, conversation::endStranger);
        return Optional.of(conversation);
    }

    /** Forgets one whose connection is gone. */
    void forget(Conversation conversation) {
        open.remove(conversation);
        conversation.gone();
    }

    /** Ends them all. */
    public void close() {
        List<Conversation> last = List.copyOf(open);
        open.clear();
        last.forEach(Conversation::end);
    }
}
