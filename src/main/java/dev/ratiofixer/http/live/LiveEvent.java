package dev.ratiofixer.http.live;

import dev.ratiofixer.access.Caller;
import dev.ratiofixer.http.server.JsonBytes;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Holds something that happened, rendered once, at its first reader. Confined to the stream's context. */
public final class LiveEvent {
    private final long number;
    private final String id;
    private final String type;
    private final String campaignId;
    private final String client;
    private final Object body;
    private @Nullable Buffer data;
    private @Nullable Buffer frame;

    /**
     * @param id what {@code Last-Event-ID} repeats
     * @param client whose campaign it is about, {@code ""} for nobody's
     * @param body a record that is written as JSON, or a {@link Buffer} that is JSON already
     */
    LiveEvent(long number, String id, String type, String campaignId, String client, Object body) {
        this.number = number;
        this.id = id;
        this.type = type;
        this.campaignId = campaignId;
        this.client = client;
        this.body = body;
    }

    long number() {
        return number;
    }

    public String id() {
        return id;
    }

    public String type() {
        return type;
    }

    boolean isOf(@Nullable String campaign) {
        return campaign == null || campaign.equals(campaignId);
    }

    /** Whether it may be sent to somebody. */
    boolean isFor(Caller caller) {
        return caller.sees(client);
    }

    /** Its body as JSON; not to be changed. */
    public Buffer data() {
        Buffer known = data;
        if (known == null) {
            known = body instanceof Buffer json ? json : JsonBytes.of(body);
            data = known;
        }
        return known;
    }

    /** As a server-sent event. */
    Buffer frame() {
        Buffer known = frame;
        if (known == null) {
            known = Buffer.buffer("id: " + id + "\n").appendBuffer(SseSink.frame(type, data()));
            frame = known;
        }
        return known;
    }
}
