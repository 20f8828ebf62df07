package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.Etag;
import dev.ratiofixer.sandbox.wire.JsonText;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.Exposure;
import dev.ratiofixer.sandbox.world.TrueCounters;
import dev.ratiofixer.sandbox.world.Video;
import dev.ratiofixer.sandbox.world.VideoMetadata;
import dev.ratiofixer.sandbox.world.World;
import dev.ratiofixer.sandbox.youtube.PlaylistItemsList.Thumbnails;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code GET /youtube/v3/videos} by id. */
public final class VideosList implements Endpoint {
    private static final Set<String> PARTS = Set.of(
            "id",
            "snippet",
            "statistics",
            "contentDetails",
            "status",
            "player",
            "localizations",
            "topicDetails",
            "liveStreamingDetails",
            "recordingDetails",
            "paidProductPlacementDetails",
            "fileDetails",
            "processingDetails",
            "suggestions");
    private static final Set<String> OWNERS = Set.of("fileDetails", "processingDetails", "suggestions");
    private static final Set<String> PARAMETERS =
            Set.of("part", "id", "maxHeight", "maxWidth", "maxResults", "hl", "pageToken");

    private final World world;
    private final YouTubeAuthorizer authorizer;

    public VideosList(World world, YouTubeAuthorizer authorizer) {
        this.world = world;
        this.authorizer = authorizer;
    }

    @Override
    public Reply answer(WireRequest call) {
        authorizer.admit(call, Bucket.UNITS, PARAMETERS);
        Set<String> parts = QueryParameters.parts(call, PARTS);
        List<String> ids = QueryParameters.ids(call, "id, chart, myRating");
        if (parts.stream().anyMatch(OWNERS::contains)) {
            throw YouTubeError.ownerOnly();
        }
        Embed embed = Embed.of(call);
        Listing listing = new Listing("youtube#videoListResponse", parts);
        for (String id : ids) {
            Video video = world.library().video(id);
            if (video != null && video.exposure().found()) {
                write(listing, video, parts, embed);
            }
        }
        return listing.end(call, listing.items(), listing.items(), Optional.empty(), Optional.empty());
    }

    private void write(Listing listing, Video video, Set<String> parts, Embed embed) {
        long now = world.nowMillis();
        TrueCounters counts = video.counts(now);
        Exposure shown = video.exposure();
        VideoMetadata metadata = video.metadata();
        String etag = Etag.of(
                metadata.id() + " " + video.broadcast(now).name(),
                counts.views(),
                counts.likes(),
                counts.comments(),
                shown.fingerprint());
        JsonText json = listing.item("youtube#video", etag, metadata.id());
        for (String part : parts) {
            switch (part) {
                case "snippet" -> snippet(json, video, now);
                case "statistics" -> statistics(json, counts, shown);
                case "contentDetails" -> contentDetails(json, video, now);
                case "status" -> status(json, shown);
                case "player" -> embed.write(json, metadata);
                default -> {}
            }
        }
        json.close();
    }

    private static void snippet(JsonText json, Video video, long now) {
        VideoMetadata metadata = video.metadata();
        json.open("snippet")
                .plain("publishedAt", video.published(now))
                .plain("channelId", metadata.channelId())
                .text("title", metadata.title())
                .plain("description", "");
        Thumbnails.write(json, metadata.id());
        json.text("channelTitle", metadata.channelTitle())
                .plain("categoryId", "10")
                .plain("liveBroadcastContent", video.broadcast(now).name().toLowerCase(Locale.ROOT))
                .open("localized")
                .text("title", metadata.title())
                .plain("description", "")
                .close()
                .close();
    }

    private static void statistics(JsonText json, TrueCounters counts, Exposure shown) {
        json.open("statistics");
        BatchGetStats.counters(json, counts, shown);
        json.plain("favoriteCount", "0").close();
    }

    /** Of what is not over no duration is known: YouTube writes none as {@code P0D}. */
    private static void contentDetails(JsonText json, Video video, long now) {
        boolean over = video.broadcast(now) == Video.Broadcast.NONE;
        json.open("contentDetails")
                .plain("duration", over ? video.metadata().isoDuration() : "P0D")
                .plain("dimension", "2d")
                .plain("definition", "hd")
                .plain("caption", "false")
                .flag("licensedContent", true)
                .open("contentRating")
                .close()
                .plain("projection", "rectangular")
                .close();
    }

    private static void status(JsonText json, Exposure shown) {
        json.open("status")
                .plain("uploadStatus", "processed")
                .plain("privacyStatus", shown.privacy().name().toLowerCase(Locale.ROOT))
                .plain("license", "youtube")
                .flag("embeddable", true)
                .flag("publicStatsViewable", shown.likesShown())
                .flag("madeForKids", false)
                .close();
    }
}
