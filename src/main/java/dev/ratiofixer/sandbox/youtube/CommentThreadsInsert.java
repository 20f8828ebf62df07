package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.Endpoint;
import dev.ratiofixer.sandbox.wire.JsonText;
import dev.ratiofixer.sandbox.wire.RefusedException;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.Comment;
import dev.ratiofixer.sandbox.world.Video;
import dev.ratiofixer.sandbox.world.World;
import dev.ratiofixer.sandbox.youtube.CommentThreadText.Reader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * {@code POST /youtube/v3/commentThreads}: 50 units, with the owner's token. It has no idempotency key, like the real
 * one.
 */
public final class CommentThreadsInsert implements Endpoint {
    private static final int COST = 50;
    private static final int LONGEST = 10_000;
    private static final Set<String> PARTS = Set.of("id", "snippet");

    private final World world;
    private final YouTubeAuthorizer authorizer;
    private final Owner owner;

    public CommentThreadsInsert(World world, YouTubeAuthorizer authorizer, Owner owner) {
        this.world = world;
        this.authorizer = authorizer;
        this.owner = owner;
    }

    @Override
    public Reply answer(WireRequest call) {
        authorizer.admitOwner(call, Set.of("part"));
        QueryParameters.parts(call, PARTS);
        JsonObject snippet = object(body(call), "snippet");
        String text = text(snippet);
        Video video = video(snippet);
        authorizer.charge(Bucket.UNITS, COST - 1);
        String channel = video.metadata().channelId();
        Owner asking = authorizer.owner(call, owner);
        String author = asking.owns(channel)
                ? channel
                : asking.channels(world).getFirst().id();
        Comment comment = world.comments().post(video, author, text, world.nowMillis());
        JsonText json = new JsonText();
        json.open()
                .plain("kind", "youtube#commentThread")
                .plain("etag", comment.id())
                .plain("id", comment.id());
        String moderation =
                asking.owns(channel) ? world.comments().handling(video).status() : "";
        CommentThreadText.snippet(json, comment, new Reader(false, true, moderation));
        return Reply.written(Buffer.buffer(json.close().toString()));
    }

    private static JsonObject body(WireRequest call) {
        try {
            return call.body().toJsonObject();
        } catch (DecodeException | ClassCastException notAnObject) {
            throw new RefusedException(
                    SandboxGoogleError.reasoned(400, "INVALID_ARGUMENT", "Parse Error", "global", "parseError"));
        }
    }

    private static JsonObject object(JsonObject in, String field) {
        if (in.getValue(field) instanceof JsonObject found) {
            return found;
        }
        throw YouTubeError.comment("invalidCommentThreadMetadata", "The request metadata is invalid.", "body." + field);
    }

    private static String text(JsonObject snippet) {
        Object text = object(object(snippet, "topLevelComment"), "snippet").getValue("textOriginal");
        if (!(text instanceof String written) || written.isBlank()) {
            throw YouTubeError.comment(
                    "commentTextRequired",
                    "The commentThread resource that is being inserted must specify a value for the"
                            + " <code>snippet.topLevelComment.snippet.textOriginal</code> property.",
                    "body.snippet.topLevelComment.snippet.textOriginal");
        }
        if (written.length() > LONGEST) {
            throw YouTubeError.comment(
                    "commentTextTooLong",
                    "The comment is too long.",
                    "body.snippet.topLevelComment.snippet.textOriginal");
        }
        return written;
    }

    private Video video(JsonObject snippet) {
        if (!(snippet.getValue("videoId") instanceof String id)) {
            throw YouTubeError.comment(
                    "invalidCommentThreadMetadata", "The request metadata is invalid.", "body.snippet.videoId");
        }
        Video video = world.library().video(id);
        if (video == null || !video.exposure().found()) {
            throw YouTubeError.videoNotFound();
        }
        if (!video.exposure().commentsOpen()) {
            throw YouTubeError.commentsDisabled();
        }
        Object channel = snippet.getValue("channelId");
        if (channel != null && !channel.equals(video.metadata().channelId())) {
            throw YouTubeError.comment(
                    "invalidCommentThreadMetadata",
                    "The channel is not the one that the video belongs to.",
                    "body.snippet.channelId");
        }
        return video;
    }
}
