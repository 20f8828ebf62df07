package dev.ratiofixer.http.live;

import io.vertx.core.buffer.Buffer;

/**
 * Writes the events of one reader: to a stream of server-sent events, or to a bridge. Called on the stream's context.
 */
public interface EventSink {
    /** Whether anybody is still there. */
    boolean isOpen();

    /** Whether it should be given nothing now: what it was given has not gone out yet. */
    boolean isFull();

    /** Takes an event, which it may keep until {@link #flush}; returns how many bytes that is. */
    int event(LiveEvent event);

    /** Sends what it kept. */
    void flush();

    /** Takes the engine's time, which is no event: nobody resumes after it. */
    void clock(Buffer data);

    /** Ends the reader. */
    void end();
}
