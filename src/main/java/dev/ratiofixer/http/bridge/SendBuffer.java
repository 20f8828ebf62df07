package dev.ratiofixer.http.bridge;

import io.vertx.core.buffer.Buffer;

/**
 * Counts what a client has not taken yet. SockJS says of its own write queue that it is never full, so nothing else
 * would bound what a client that does not read costs.
 */
final class SendBuffer {
    private static final int FULL = 64 * 1024;
    private static final int MOST = 512 * 1024;
    private static final int MOST_OF_A_STRANGER = 16 * 1024;

    private final BridgeConnection connection;
    private long waiting;

    SendBuffer(BridgeConnection connection) {
        this.connection = connection;
    }

    void send(Buffer frame) {
        int size = frame.length();
        waiting += size;
        connection.write(frame).onComplete(done -> waiting -= size);
    }

    /** Whether events should wait. */
    boolean isFull() {
        return waiting >= FULL;
    }

    /** Whether so much waits that the client cannot be reading. */
    boolean isBeyondHope(boolean stranger) {
        return waiting >= (stranger ? MOST_OF_A_STRANGER : MOST);
    }
}
