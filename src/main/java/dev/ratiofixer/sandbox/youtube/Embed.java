package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.JsonText;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.VideoMetadata;

/**
 * The {@code player} part. Its measures are given only if the call bounds them, and keep the video's shape.
 *
 * @param maxWidth 0 if not bounded
 * @param maxHeight 0 if not bounded
 */
record Embed(int maxWidth, int maxHeight) {
    private static final int LONG = 16;
    private static final int SHORT = 9;

    static Embed of(WireRequest call) {
        return new Embed(
                QueryParameters.number(call, "maxWidth", 0, 72, 8192),
                QueryParameters.number(call, "maxHeight", 0, 72, 8192));
    }

    void write(JsonText json, VideoMetadata metadata) {
        long across = metadata.upright() ? SHORT : LONG;
        long down = metadata.upright() ? LONG : SHORT;
        boolean bounded = maxWidth > 0 || maxHeight > 0;
        long width = bounded ? width(across, down) : 480;
        long height = bounded ? width * down / across : 270;
        json.open("player").text("embedHtml", html(metadata.id(), width, height));
        if (bounded) {
            json.count("embedHeight", height).count("embedWidth", width);
        }
        json.close();
    }

    private long width(long across, long down) {
        long byHeight = maxHeight > 0 ? Math.ceilDiv(maxHeight * across, down) : Long.MAX_VALUE;
        return maxWidth > 0 ? Math.min(maxWidth, byHeight) : byHeight;
    }

    private static String html(String id, long width, long height) {
        return "<iframe width=\"" + width + "\" height=\"" + height + "\" src=\"//www.youtube.com/embed/" + id
                + "\" frameborder=\"0\" allowfullscreen></iframe>";
    }
}
