package dev.ratiofixer.http.bridge;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;

/** Splits what comes by TCP into frames. A length that no message needs ends the conversation before it is gathered. */
final class TcpFrameReader implements Handler<Buffer> {
    private static final int LONGEST = 96 * 1024;

    private final BridgeSession session;
    private final RecordParser parser = RecordParser.newFixed(Integer.BYTES);
    private boolean atLength = true;

    TcpFrameReader(BridgeSession session) {
        this.session = session;
        parser.setOutput(this::part);
    }

    @Override
    public void handle(Buffer bytes) {
        if (!session.isOver()) {
            parser.handle(bytes);
        }
    }

    private void part(Buffer part) {
        if (session.isOver()) {
            return;
        }
        if (!atLength) {
            next(true, Integer.BYTES);
            session.receive(part);
            return;
        }
        int length = part.getInt(0);
        if (length < 1 || length > LONGEST) {
            session.sendError("invalid_length");
            session.end();
            return;
        }
        next(false, length);
    }

    private void next(boolean length, int bytes) {
        atLength = length;
        parser.fixedSizeMode(bytes);
    }
}
