package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.Etag;
import dev.ratiofixer.sandbox.wire.JsonText;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.Channel;
import dev.ratiofixer.sandbox.world.Exposure.Privacy;
import dev.ratiofixer.sandbox.world.Video;
import dev.ratiofixer.sandbox.world.VideoMetadata;
import dev.ratiofixer.sandbox.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code GET /youtube/v3/playlistItems} of a channel's uploads, newest first. */
public final class PlaylistItemsList implements Endpoint {
    private static final Set<String> PARTS = Set.of("id", "snippet", "contentDetails", "status");
    private static final Set<String> PARAMETERS = Set.of("part", "playlistId", "maxResults", "pageToken", "videoId");

    private final World world;
    private final YouTubeAuthorizer authorizer;

    public PlaylistItemsList(World world, YouTubeAuthorizer authorizer) {
        this.world = world;
        this.authorizer = authorizer;
    }

    @Override
    public Reply answer(WireRequest call) {
        authorizer.admit(call, Bucket.UNITS, PARAMETERS);
        Set<String> parts = QueryParameters.parts(call, PARTS);
        String playlist = call.param("playlistId").orElseThrow(() -> YouTubeError.noFilter("id, playlistId"));
        int size = QueryParameters.number(call, "maxResults", 5, 0, 50);
        Channel channel = channel(playlist);
        List<Video> all = channel.uploads().stream()
                .filter(video -> video.exposure().privacy() == Privacy.PUBLIC)
                .filter(video ->
                        call.param("videoId").map(video.metadata().id()::equals).orElse(true))
                .toList();
        ListPage<Video> page = ListPage.of(call, all, size);
        Listing listing = new Listing("youtube#playlistItemListResponse", parts);
        page.items().forEach(video -> write(listing, video.metadata(), playlist, all.indexOf(video), parts));
        return listing.end(call, page.total(), page.size(), page.next(), page.previous());
    }

    private Channel channel(String playlist) {
        Channel channel = playlist.startsWith("UU") ? world.library().channel("UC" + playlist.substring(2)) : null;
        if (channel == null) {
            throw YouTubeError.playlistNotFound();
        }
        return channel;
    }

    private static void write(
            Listing listing, VideoMetadata metadata, String playlist, int position, Set<String> parts) {
        String id = "UEL" + metadata.id();
        JsonText json = listing.item("youtube#playlistItem", Etag.of(id, position), id);
        for (String part : parts) {
            switch (part) {
                case "snippet" -> snippet(json, metadata, playlist, position);
                case "contentDetails" ->
                    json.open("contentDetails")
                            .plain("videoId", metadata.id())
                            .plain("videoPublishedAt", metadata.published())
                            .close();
                case "status" ->
                    json.open("status").plain("privacyStatus", "public").close();
                default -> {}
            }
        }
        json.close();
    }

    private static void snippet(JsonText json, VideoMetadata metadata, String playlist, int position) {
        json.open("snippet")
                .plain("publishedAt", metadata.published())
                .plain("channelId", metadata.channelId())
                .text("title", metadata.title())
                .plain("description", "");
        Thumbnails.write(json, metadata.id());
        json.text("channelTitle", metadata.channelTitle())
                .plain("playlistId", playlist)
                .number("position", position)
                .open("resourceId")
                .plain("kind", "youtube#video")
                .plain("videoId", metadata.id())
                .close()
                .text("videoOwnerChannelTitle", metadata.channelTitle())
                .plain("videoOwnerChannelId", metadata.channelId())
                .close();
    }

    /** A video's preview pictures, at YouTube's own addresses. */
    static final class Thumbnails {
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

    /** One page of a list; its tokens are opaque to the caller. */
    record ListPage<T>(List<T> items, int total, int size, Optional<String> next, Optional<String> previous) {
        private static final String PREFIX = "from:";

        static <T> ListPage<T> of(WireRequest call, List<T> all, int size) {
            int from = call.param("pageToken").map(ListPage::position).orElse(0);
            if (from > all.size()) {
                throw YouTubeError.invalidPageToken();
            }
            int to = Math.min(all.size(), from + size);
            Optional<String> next = to < all.size() && size > 0 ? Optional.of(token(to)) : Optional.empty();
            Optional<String> previous = from > 0 ? Optional.of(token(Math.max(0, from - size))) : Optional.empty();
            return new ListPage<>(all.subList(from, to), all.size(), size, next, previous);
        }

        private static String token(int position) {
            byte[] text = (PREFIX + position).getBytes(StandardCharsets.US_ASCII);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
        }

        private static int position(String token) {
            try {
                String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
                if (text.startsWith(PREFIX)) {
                    return Integer.parseUnsignedInt(text.substring(PREFIX.length()));
                }
            } catch (IllegalArgumentException notOurs) {
                throw YouTubeError.invalidPageToken();
            }
            throw YouTubeError.invalidPageToken();
        }
    }
}
