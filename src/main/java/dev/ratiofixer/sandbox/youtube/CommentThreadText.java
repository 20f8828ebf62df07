package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.JsonText;
import dev.ratiofixer.sandbox.world.Comments;
import dev.ratiofixer.sandbox.world.Comments.Comment;
import java.time.Instant;

/** Writes a comment as a thread. */
final class CommentThreadText {
    /**
     * Who reads it.
     *
     * @param plainText whether the text is wanted as it was written, not as HTML
     * @param author whether it is the author, who alone is shown {@code textOriginal}
     * @param moderation the comment's moderation status if it is the video's owner, who alone is shown it; else empty
     */
    record Reader(boolean plainText, boolean author, String moderation) {}

    private CommentThreadText() {}

    /** The {@code snippet} part of a thread. */
    static void snippet(JsonText json, Comment comment, Reader reader) {
        json.open("snippet")
                .plain("channelId", comment.channelId())
                .plain("videoId", comment.videoId())
                .open("topLevelComment")
                .plain("kind", "youtube#comment")
                .plain("etag", comment.id())
                .plain("id", comment.id());
        comment(json, comment, reader);
        json.close()
                .flag("canReply", true)
                .number("totalReplyCount", 0)
                .flag(
                        "isPublic",
                        reader.moderation().isEmpty() || reader.moderation().equals(Comments.PUBLISHED))
                .close();
    }

    private static void comment(JsonText json, Comment comment, Reader reader) {
        String author = comment.authorChannelId();
        String at = Instant.ofEpochSecond(comment.atMillis() / 1000).toString();
        json.open("snippet")
                .plain("channelId", comment.channelId())
                .plain("videoId", comment.videoId())
                .text("textDisplay", reader.plainText() ? comment.text() : html(comment.text()))
                .text("authorDisplayName", comment.authorName())
                .plain("authorChannelUrl", "http://www.youtube.com/channel/" + author)
                .open("authorChannelId")
                .plain("value", author)
                .close()
                .flag("canRate", true)
                .plain("viewerRating", "none")
                .number("likeCount", 0)
                .plain("publishedAt", at)
                .plain("updatedAt", at);
        if (reader.author()) {
            json.text("textOriginal", comment.text());
        }
        if (!reader.moderation().isEmpty()) {
            json.plain("moderationStatus", reader.moderation());
        }
        json.close();
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("\n", "<br>");
    }
}
