package dev.ratiofixer.http.bridge;

import dev.ratiofixer.http.live.EventSink;
import dev.ratiofixer.http.live.LiveEvent;
import io.vertx.core.buffer.Buffer;

/** Sends events as messages of a bridge. */
final class BridgeSink implements EventSink {
    private final BridgeSession session;
    private final BridgeProtocol protocol;
    private final SendBuffer buffer;

    BridgeSink(BridgeSession session, BridgeProtocol protocol, SendBuffer buffer) {
        this.session = session;
        this.protocol = protocol;
        this.buffer = buffer;
    }

    @Override
    public boolean isOpen() {
        return !session.isOver();
    }

    @Override
    public boolean isFull() {
        return buffer.isFull();
    }

    @Override
    public int event(LiveEvent event) {
        Buffer frame = protocol.event(BridgeAddress.EVENTS, event);
        buffer.send(frame);
        return frame.length();
    }

    @Override
    public void flush() {
        // Each message is a write of its own.
    }

    @Override
    public void clock(Buffer data) {
        buffer.send(protocol.clock(BridgeAddress.EVENTS, data));
    }

    @Override
    public void end() {
        session.end();
    }
}
