package dev.ratiofixer.http.live;

import dev.ratiofixer.http.access.Caller;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * One reader of the stream. It is written to only while its connection takes more; what it misses meanwhile stays in
 * the ring, or is replaced by a snapshot. Confined to the stream's context.
 */
final class StreamReader {
    /** A write is at most about so large, so that a stalled reader holds little. */
    private static final int CHUNK = 32 * 1024;

    private static final int WRITES_A_PULSE = 16;

    private final HttpServerResponse response;
    private final Caller caller;
    private final @Nullable String campaign;
    private long seen;
    private boolean waiting;

    /** @param campaign the only one that is wanted, {@code null} for all */
    StreamReader(HttpServerResponse response, Caller caller, @Nullable String campaign) {
        this.response = response;
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
        waiting = false;
    }

    /** Nothing is written before {@link #resumeAfter}. */
    void awaitSnapshot() {
        waiting = true;
    }

    boolean isReady() {
        return !waiting && !response.closed() && !response.writeQueueFull();
    }

    /** Whether what it has not seen is no longer kept. */
    boolean isLost(EventRing ring) {
        return !ring.reachesBackTo(seen);
    }

    /** Writes what is new, as far as the connection takes it. */
    void catchUp(EventRing ring) {
        for (int write = 0; write < WRITES_A_PULSE && seen < ring.newest() && isReady(); write++) {
            Buffer chunk = chunk(ring);
            if (chunk.length() > 0) {
                response.write(chunk);
            }
        }
    }

    private Buffer chunk(EventRing ring) {
        Buffer chunk = Buffer.buffer();
        while (seen < ring.newest() && chunk.length() < CHUNK) {
            seen++;
            LiveEvent event = ring.get(seen);
            if (event.isOf(campaign)) {
                chunk.appendBuffer(event.frame());
            }
        }
        return chunk;
    }

    /** Writes something that is not of the ring, if the connection takes it. */
    void write(Buffer frame) {
        if (!response.closed() && !response.writeQueueFull()) {
            response.write(frame);
        }
    }

    void close() {
        if (!response.closed()) {
            response.end();
        }
    }
}
