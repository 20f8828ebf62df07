package dev.ratiofixer.http.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** A {@code text/event-stream}. Events that come together go out in one write. */
final class SseSink implements EventSink {
    private final HttpServerResponse response;
    private Buffer gathered = Buffer.buffer();

    SseSink(HttpServerResponse response) {
        this.response = response;
    }

    /** The frame of an event, or of something without an id. */
    static Buffer frame(String type, Buffer data) {
        return Buffer.buffer("event: " + type + "\ndata: ").appendBuffer(data).appendString("\n\n");
    }

    @Override
    public boolean isOpen() {
        return !response.closed();
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public int event(LiveEvent event) {
        Buffer frame = event.frame();
        gathered.appendBuffer(frame);
        return frame.length();
    }

    @Override
    public void flush() {
        if (gathered.length() > 0) {
            Buffer all = gathered;
            gathered = Buffer.buffer();
            response.write(all);
        }
    }

    @Override
    public void clock(Buffer data) {
        response.write(frame("clock", data));
    }

    @Override
    public void end() {
        if (!response.closed()) {
            response.end();
        }
    }
}
