package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.JsonText;

/** A video's preview pictures, at YouTube's own addresses. */
final class Thumbnails {
    private Thumbnails() {}

    static void write(JsonText json, String videoId) {
        json.open("thumbnails");
        picture(json, "default", videoId, "default", 120, 90);
        picture(json, "medium", videoId, "mqdefault", 320, 180);
        picture(json, "high", videoId, "hqdefault", 480, 360);
        json.close();
    }

    private static void picture(JsonText json, String name, String videoId, String file, int width, int height) {
        json.open(name)
                .plain("url", "https://i.ytimg.com/vi/" + videoId + "/" + file + ".jpg")
                .number("width", width)
                .number("height", height)
                .close();
    }
}
