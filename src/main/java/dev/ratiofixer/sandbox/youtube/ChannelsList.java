package dev.ratiofixer.sandbox.youtube;

import dev.ratiofixer.sandbox.wire.Etag;
import dev.ratiofixer.sandbox.wire.JsonText;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.Route.Endpoint;
import dev.ratiofixer.sandbox.wire.WireRequest;
import dev.ratiofixer.sandbox.world.Channel;
import dev.ratiofixer.sandbox.world.Video;
import dev.ratiofixer.sandbox.world.World;
import dev.ratiofixer.sandbox.youtube.PlaylistItemsList.ListPage;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** {@code GET /youtube/v3/channels} by id, or with {@code mine} those that the owner's token stands for. */
public final class ChannelsList implements Endpoint {
    private static final Set<String> PARTS = Set.of(
            "id",
            "snippet",
            "statistics",
            "contentDetails",
            "status",
            "topicDetails",
            "brandingSettings",
            "localizations");
    private static final Set<String> PARAMETERS = Set.of("part", "id", "mine", "maxResults", "pageToken", "hl");

    private final World world;
    private final YouTubeAuthorizer authorizer;
    private final Owner owner;

    public ChannelsList(World world, YouTubeAuthorizer authorizer, Owner owner) {
        this.world = world;
        this.authorizer = authorizer;
        this.owner = owner;
    }

    @Override
    public Reply answer(WireRequest call) {
        authorizer.admit(call, Bucket.UNITS, PARAMETERS);
        Set<String> parts = QueryParameters.parts(call, PARTS);
        int size = QueryParameters.number(call, "maxResults", 5, 0, 50);
        boolean mine = call.param("mine").filter("true"::equals).isPresent();
        List<Channel> found = mine ? owned(call) : byId(call);
        ListPage<Channel> page = ListPage.of(call, found, mine ? size : Math.max(size, found.size()));
        Listing listing = new Listing("youtube#channelListResponse", parts);
        page.items().forEach(channel -> write(listing, channel, parts));
        return listing.end(call, page.total(), page.size(), page.next(), page.previous());
    }

    private List<Channel> owned(WireRequest call) {
        if (call.bearer().isEmpty()) {
            throw YouTubeError.loginRequired();
        }
        return authorizer.owner(call, owner).channels(world);
    }

    private List<Channel> byId(WireRequest call) {
        return QueryParameters.ids(call, "id, mine").stream()
                .map(id -> world.library().channel(id))
                .filter(Objects::nonNull)
                .toList();
    }

    private void write(Listing listing, Channel channel, Set<String> parts) {
        long views = views(channel);
        JsonText json = listing.item("youtube#channel", Etag.of(channel.id(), views), channel.id());
        for (String part : parts) {
            switch (part) {
                case "snippet" -> snippet(json, channel);
                case "statistics" -> statistics(json, channel, views);
                case "contentDetails" ->
                    json.open("contentDetails")
                            .open("relatedPlaylists")
                            .plain("likes", "")
                            .plain("uploads", channel.uploadsPlaylist())
                            .close()
                            .close();
                default -> {}
            }
        }
        json.close();
    }

    private static void snippet(JsonText json, Channel channel) {
        json.open("snippet")
                .text("title", channel.title())
                .plain("description", "")
                .plain("publishedAt", channel.published())
                .close();
    }

    private static void statistics(JsonText json, Channel channel, long views) {
        json.open("statistics")
                .count("viewCount", views)
                .count("subscriberCount", channel.subscribers())
                .flag("hiddenSubscriberCount", false)
                .count("videoCount", shown(channel).size())
                .close();
    }

    private long views(Channel channel) {
        long now = world.nowMillis();
        return shown(channel).stream()
                .mapToLong(video -> video.counts(now).views())
                .sum();
    }

    private static List<Video> shown(Channel channel) {
        return channel.uploads().stream()
                .filter(video -> video.exposure().found())
                .toList();
    }
}
