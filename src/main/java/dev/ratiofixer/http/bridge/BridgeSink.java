package dev.ratiofixer.http.bridge;

import dev.ratiofixer.http.live.EventSink;
import dev.ratiofixer.http.live.LiveEvent;
import io.vertx.core.buffer.Buffer;

/** Events as messages of a bridge. */
final class BridgeSink implements EventSink {
    private final BridgeSession conversation;
    private final BridgeProtocol dialect;
    private final SendBuffer outbox;

    BridgeSink(BridgeSession conversation, BridgeProtocol dialect, SendBuffer outbox) {
        this.conversation = conversation;
        this.dialect = dialect;
        this.outbox = outbox;
    }

    @Override
    public boolean isOpen() {
        return !conversation.isOver();
    }

    @Override
    public boolean isFull() {
        return outbox.isFull();
    }

    @Override
    public int event(LiveEvent event) {
        Buffer frame = dialect.event(BridgeAddress.EVENTS, event);
        outbox.send(frame);
        return frame.length();
    }

    @Override
    public void flush() {
        // Each message is a write of its own.
    }

    @Override
    public void clock(Buffer data) {
        outbox.send(dialect.clock(BridgeAddress.EVENTS, data));
    }

    @Override
    public void end() {
        conversation.end();
    }
}
