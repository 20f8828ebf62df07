package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.Endpoint;
import dev.ratiofixer.sandbox.wire.JsonText;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.Comment;
import dev.ratiofixer.sandbox.world.Comments;
import dev.ratiofixer.sandbox.world.Video;
import dev.ratiofixer.sandbox.world.World;
import dev.ratiofixer.sandbox.youtube.CommentThreadText.Reader;
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
}
