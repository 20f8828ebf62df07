package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.Etag;
import dev.ratiofixer.sandbox.wire.JsonText;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.Exposure;
import dev.ratiofixer.sandbox.world.TrueCounters;
import dev.ratiofixer.sandbox.world.Video;
import dev.ratiofixer.sandbox.world.World;
import java.util.Set;

/** {@code GET /youtube/v3/videos:batchGetStats}: one call of its own bucket. */
public final class BatchGetStats implements Endpoint {
    private static final Set<String> PARTS = Set.of("id", "snippet", "statistics", "contentDetails");
    private static final Set<String> PARAMETERS = Set.of("part", "id");

    private final World world;
    private final YouTubeAuthorizer authorizer;

    public BatchGetStats(World world, YouTubeAuthorizer authorizer) {
        this.world = world;
        this.authorizer = authorizer;
    }

    @Override
    public Reply answer(WireRequest call) {
        authorizer.admit(call, Bucket.STATS_CALLS, PARAMETERS);
        Set<String> parts = QueryParameters.parts(call, PARTS);
        long now = world.nowMillis();
        Listing listing = new Listing("youtube#batchGetStatsResponse", parts);
        for (String id : QueryParameters.ids(call, "id")) {
            Video video = world.library().video(id);
            if (video != null && video.exposure().found()) {
                write(listing, video, parts, now);
            }
        }
        return listing.end(call);
    }

    private static void write(Listing listing, Video video, Set<String> parts, long now) {
        TrueCounters counts = video.counts(now);
        Exposure shown = video.exposure();
        String id = video.metadata().id();
        String etag = Etag.of(
                id + video.broadcast(now).name(),
                counts.views(),
                counts.likes(),
                counts.comments(),
                shown.fingerprint());
        JsonText json = listing.item("youtube#videoStats", etag, id);
        if (parts.contains("snippet")) {
            json.open("snippet").plain("publishTime", video.published(now)).close();
        }
        if (parts.contains("statistics")) {
            json.open("statistics");
            counters(json, counts, shown);
            json.close();
        }
        if (parts.contains("contentDetails")) {
            json.open("contentDetails")
                    .plain("duration", seconds(video, now) + "s")
                    .close();
        }
        json.close();
    }

    private static int seconds(Video video, long now) {
        return video.broadcast(now) == Video.Broadcast.NONE ? video.metadata().durationSeconds() : 0;
    }

    /** The counters that a video shows; what it hides is absent, not 0. */
    static void counters(JsonText json, TrueCounters counts, Exposure shown) {
        json.count("viewCount", counts.views());
        if (shown.likesShown()) {
            json.count("likeCount", counts.likes());
        }
        if (shown.commentsOpen()) {
            json.count("commentCount", counts.comments());
        }
    }
}
