package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.JsonText;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError;
import dev.ratiofixer.sandbox.wire.SandboxGoogleError.RefusedException;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.Comments;
import dev.ratiofixer.sandbox.world.Comments.Comment;
import dev.ratiofixer.sandbox.world.Video;
import dev.ratiofixer.sandbox.world.World;
import dev.ratiofixer.sandbox.youtube.CommentThreadText.Reader;
import dev.ratiofixer.sandbox.youtube.PlaylistItemsList.ListPage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code GET /youtube/v3/commentThreads} of a video, newest first. */
public final class CommentThreadsList implements Endpoint {
    private static final Set<String> PARTS = Set.of("id", "snippet", "replies");
    private static final Set<String> PARAMETERS = Set.of(
            "part", "videoId", "searchTerms", "maxResults", "pageToken", "order", "textFormat", "moderationStatus");
    private static final Set<String> MODERATION = Set.of(Comments.PUBLISHED, "heldForReview", "likelySpam");

    private final World world;
    private final YouTubeAuthorizer authorizer;
    private final Owner owner;

    public CommentThreadsList(World world, YouTubeAuthorizer authorizer, Owner owner) {
        this.world = world;
        this.authorizer = authorizer;
        this.owner = owner;
    }

    @Override
    public Reply answer(WireRequest call) {
        authorizer.admit(call, Bucket.UNITS, PARAMETERS);
        Set<String> parts = QueryParameters.parts(call, PARTS);
        String videoId = call.param("videoId")
                .orElseThrow(() -> YouTubeError.noFilter("allThreadsRelatedToChannelId, id, videoId"));
        int size = QueryParameters.number(call, "maxResults", 20, 1, 100);
        Video video = video(videoId);
        Owner asking = authorizer.owner(call, owner);
        String status = status(call, asking, video);
        ListPage<Comment> page = ListPage.of(call, matching(call, video, status), size);
        boolean plain = call.param("textFormat").filter("plainText"::equals).isPresent();
        boolean own = call.bearer().isPresent();
        Listing listing = new Listing("youtube#commentThreadListResponse", parts);
        for (Comment comment : page.items()) {
            JsonText json = listing.item("youtube#commentThread", comment.id(), comment.id());
            if (parts.contains("snippet")) {
                String shown = own && asking.owns(video.metadata().channelId()) ? status : "";
                CommentThreadText.snippet(json, comment, new Reader(plain, own && mine(asking, comment), shown));
            }
            json.close();
        }
        return listing.end(call, page.items().size(), page.size(), page.next(), page.previous());
    }

    private boolean mine(Owner asking, Comment comment) {
        String author = comment.authorChannelId();
        return world.library().channel(author) != null && asking.owns(author);
    }

    private Video video(String videoId) {
        Video video = world.library().video(videoId);
        if (video == null || !video.exposure().found()) {
            throw YouTubeError.videoNotFound();
        }
        if (!video.exposure().commentsOpen()) {
            throw YouTubeError.commentsDisabled();
        }
        return video;
    }

    /** Only the video's owner sees what is not published. */
    private String status(WireRequest call, Owner asking, Video video) {
        String status = call.param("moderationStatus").orElse(Comments.PUBLISHED);
        if (!MODERATION.contains(status)) {
            throw YouTubeError.invalidValue(
                    "moderationStatus",
                    "Invalid value '" + status + "'. Values must match the following regular expression:"
                            + " 'published|heldForReview|likelySpam'");
        }
        boolean owned =
                call.bearer().isPresent() && asking.owns(video.metadata().channelId());
        if (call.param("moderationStatus").isPresent() && !owned) {
            throw YouTubeError.ownerOnly();
        }
        return status;
    }

    private List<Comment> matching(WireRequest call, Video video, String status) {
        String wanted = call.param("searchTerms").orElse("").toLowerCase(Locale.ROOT);
        List<Comment> listed = status.equals(Comments.PUBLISHED)
                ? world.comments().on(video, world.nowMillis())
                : world.comments().held(video, status);
        return listed.stream()
                .filter(comment -> comment.text().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }

    /**
     * {@code POST /youtube/v3/commentThreads}: 50 units, with the owner's token. It has no idempotency key, like the
     * real one.
     */
    public static final class CommentThreadsInsert implements Endpoint {
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
            throw YouTubeError.comment(
                    "invalidCommentThreadMetadata", "The request metadata is invalid.", "body." + field);
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
}
