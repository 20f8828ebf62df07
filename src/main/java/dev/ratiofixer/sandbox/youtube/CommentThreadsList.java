package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.Endpoint;
import dev.ratiofixer.sandbox.wire.JsonText;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.Comment;
import dev.ratiofixer.sandbox.world.Video;
import dev.ratiofixer.sandbox.world.World;
import dev.ratiofixer.sandbox.youtube.CommentThreadText.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code GET /youtube/v3/commentThreads} of a video, newest first. */
public final class CommentThreadsList implements Endpoint {
    private static final Set<String> PARTS = Set.of("id", "snippet", "replies");
    private static final Set<String> PARAMETERS =
            Set.of("part", "videoId", "searchTerms", "maxResults", "pageToken", "order", "textFormat");

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
        ListPage<Comment> page = ListPage.of(call, matching(call, video(videoId)), size);
        boolean plain = call.param("textFormat").filter("plainText"::equals).isPresent();
        boolean own = call.bearer().isPresent();
        Listing listing = new Listing("youtube#commentThreadListResponse", parts);
        for (Comment comment : page.items()) {
            JsonText json = listing.item("youtube#commentThread", comment.id(), comment.id());
            if (parts.contains("snippet")) {
                CommentThreadText.snippet(json, comment, new Reader(plain, own && mine(comment)));
            }
            json.close();
        }
        return listing.end(call, page.items().size(), page.size(), page.next(), page.previous());
    }

    private boolean mine(Comment comment) {
        String author = comment.authorChannelId();
        return world.library().channel(author) != null && owner.owns(author);
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

    private List<Comment> matching(WireRequest call, Video video) {
        String wanted = call.param("searchTerms").orElse("").toLowerCase(Locale.ROOT);
        return world.comments().on(video, world.nowMillis()).stream()
                .filter(comment -> comment.text().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }
}
