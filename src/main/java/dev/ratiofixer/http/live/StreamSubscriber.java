package dev.ratiofixer.http.live;

import dev.ratiofixer.access.Caller;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the stream to one reader. It is written to only while its connection takes more; what it misses meanwhile stays
 * in the buffer, or is replaced by a snapshot. Confined to the stream's context.
 */
final class StreamSubscriber {
    /** A write is at most about so large, so that a stalled reader holds little. */
    private static final int CHUNK = 32 * 1024;

    /** The rest waits for the next round, so that one that is far behind does not hold up the others. */
    private static final int WRITES_A_ROUND = 2;

    private final EventSink sink;
    private final Caller caller;
    private final @Nullable String campaign;
    private long seen;
    private boolean lost;
    private boolean waiting;

    /** @param campaign the only one that is wanted, {@code null} for all */
    StreamSubscriber(EventSink sink, Caller caller, @Nullable String campaign) {
        this.sink = sink;
        this.caller = caller;
        this.campaign = campaign;
    }

    Caller caller() {
        return caller;
    }

    @Nullable
    String campaign() {
        return campaign;
    }

    /** Goes on after the event of this number. */
    void resumeAfter(long number) {
        seen = number;
        lost = false;
        waiting = false;
    }

    /** Nothing is written before {@link #snapshot} or {@link #resumeAfter}. */
    void awaitSnapshot() {
        lost = true;
        waiting = true;
    }

    boolean isReady() {
        return !waiting && takesMore();
    }

    private boolean takesMore() {
        return sink.isOpen() && !sink.isFull();
    }

    /** Whether what it has not seen is no longer kept, or its last snapshot found no room. */
    boolean needsSnapshot(ReplayBuffer buffer) {
        return lost || !buffer.reachesBackTo(seen);
    }

    /** Writes what is new, as far as the connection takes it. */
    void catchUp(ReplayBuffer buffer) {
        for (int write = 0; write < WRITES_A_ROUND && seen < buffer.newest() && isReady(); write++) {
            writeChunk(buffer);
        }
    }

    private void writeChunk(ReplayBuffer buffer) {
        int bytes = 0;
        while (seen < buffer.newest() && bytes < CHUNK) {
            seen++;
            LiveEvent event = buffer.get(seen);
            if (event.isOf(campaign) && event.isFor(caller)) {
                bytes += sink.event(event);
            }
        }
        sink.flush();
    }

    /** Writes what replaces all events up to its number; if the connection takes it no more, another is needed. */
    void snapshot(LiveEvent snapshot) {
        waiting = false;
        if (takesMore()) {
            sink.event(snapshot);
            sink.flush();
            resumeAfter(snapshot.number());
        }
    }

    /** Writes the engine's time, if the connection takes it; never before the snapshot. */
    void clock(Buffer data) {
        if (!lost && isReady()) {
            sink.clock(data);
        }
    }

    void close() {
        sink.end();
    }
}
