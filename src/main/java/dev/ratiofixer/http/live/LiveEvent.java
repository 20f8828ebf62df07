package dev.ratiofixer.http.live;

import dev.ratiofixer.http.server.JsonBytes;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Something that happened, and its frame once somebody reads it. Confined to the stream's context. */
final class LiveEvent {
    private final long number;
    private final String id;
    private final String type;
    private final String campaignId;
    private final Object body;
    private @Nullable Buffer frame;

    /** @param id what {@code Last-Event-ID} repeats */
    LiveEvent(long number, String id, String type, String campaignId, Object body) {
        this.number = number;
        this.id = id;
        this.type = type;
        this.campaignId = campaignId;
        this.body = body;
    }

    long number() {
        return number;
    }

    boolean isOf(@Nullable String campaign) {
        return campaign == null || campaign.equals(campaignId);
    }

    /** Rendered once, however many read it. */
    Buffer frame() {
        Buffer known = frame;
        if (known == null) {
            known = frame(id, type, JsonBytes.of(body));
            frame = known;
        }
        return known;
    }

    static Buffer frame(String id, String type, Buffer data) {
        return Buffer.buffer("id: " + id + "\nevent: " + type + "\ndata: ")
                .appendBuffer(data)
                .appendString("\n\n");
    }
}
