package dev.ratiofixer.http.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;

/** Writes a {@code text/event-stream}. Events that come together go out in one write. */
final class SseSink implements EventSink {
    private final HttpServerResponse response;
    private final List<Buffer> gathered = new ArrayList<>();
    private int bytes;

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
        gathered.add(frame);
        bytes += frame.length();
        return frame.length();
    }

    @Override
    public void flush() {
        if (gathered.size() == 1) {
            response.write(gathered.getFirst());
        } else if (!gathered.isEmpty()) {
            Buffer all = Buffer.buffer(bytes);
            gathered.forEach(all::appendBuffer);
            response.write(all);
        }
        gathered.clear();
        bytes = 0;
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
