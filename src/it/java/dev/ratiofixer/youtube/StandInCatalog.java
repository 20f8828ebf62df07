package dev.ratiofixer.youtube;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The videos that the stand-in knows. Answers have the recorded shape of the real API. */
public final class StandInCatalog {
    /** A video; {@code null} counters are left out of answers. */
    public record Clip(
            String id,
            String channel,
            Instant published,
            String duration,
            boolean upright,
            @Nullable Long views,
            @Nullable Long likes,
            @Nullable Long comments,
            String privacy) {
        public Clip counting(@Nullable Long newViews, @Nullable Long newLikes, @Nullable Long newComments) {
            return new Clip(id, channel, published, duration, upright, newViews, newLikes, newComments, privacy);
        }

        public Clip withPrivacy(String now) {
            return new Clip(id, channel, published, duration, upright, views, likes, comments, now);
        }
    }

    private static final int PAGE = 50;

    public final Map<String, Clip> clips = new ConcurrentHashMap<>();
    /** Channels that were deleted. */
    final Set<String> closed = ConcurrentHashMap.newKeySet();

    public Clip add(String id, String channel, String published) {
        Clip clip = new Clip(id, channel, Instant.parse(published), "PT3M33S", false, 1000L, 40L, 3L, "public");
        clips.put(id, clip);
        return clip;
    }

    public void put(Clip clip) {
        clips.put(clip.id(), clip);
    }

    JsonArray stats(List<String> ids, Set<String> parts, boolean sized) {
        JsonArray items = new JsonArray();
        shown(ids)
                .forEach(clip -> items.add(new JsonObject()
                        .put("kind", "youtube#videoStats")
                        .put("etag", "e")
                        .put("id", clip.id())
                        .put("statistics", statistics(clip))));
        return items;
    }

    JsonArray videos(List<String> ids, Set<String> parts, boolean sized) {
        JsonArray items = new JsonArray();
        shown(ids).forEach(clip -> items.add(video(clip, parts, sized)));
        return items;
    }

    JsonArray channels(List<String> ids, Set<String> parts, boolean sized) {
        JsonArray items = new JsonArray();
        ids.stream()
                .filter(id -> !closed.contains(id))
                .filter(id ->
                        clips.values().stream().anyMatch(clip -> clip.channel().equals(id)))
                .forEach(id -> items.add(new JsonObject()
                        .put("id", id)
                        .put(
                                "contentDetails",
                                new JsonObject().put("relatedPlaylists", new JsonObject().put("uploads", "UU" + id)))));
        return items;
    }

    JsonObject page(String playlist, @Nullable String token) {
        int from = token == null ? 0 : Integer.parseInt(token);
        List<Clip> uploads = clips.values().stream()
                .filter(clip -> playlist.equals("UU" + clip.channel()))
                .filter(clip -> !clip.privacy().equals("private"))
                .sorted(Comparator.comparing(Clip::published).reversed())
                .toList();
        JsonArray items = new JsonArray();
        uploads.stream()
                .skip(from)
                .limit(PAGE)
                .forEach(clip -> items.add(new JsonObject()
                        .put(
                                "contentDetails",
                                new JsonObject()
                                        .put("videoId", clip.id())
                                        .put(
                                                "videoPublishedAt",
                                                clip.published().toString()))));
        JsonObject page =
                new JsonObject().put("kind", "youtube#playlistItemListResponse").put("items", items);
        return from + PAGE < uploads.size() ? page.put("nextPageToken", String.valueOf(from + PAGE)) : page;
    }

    private List<Clip> shown(List<String> ids) {
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(clips.get(id)).stream())
                .filter(clip -> !clip.privacy().equals("absent"))
                .toList();
    }

    private static JsonObject video(Clip clip, Set<String> parts, boolean sized) {
        JsonObject item =
                new JsonObject().put("kind", "youtube#video").put("etag", "e").put("id", clip.id());
        if (parts.contains("snippet")) {
            item.put(
                    "snippet",
                    new JsonObject()
                            .put("title", "Title of " + clip.id())
                            .put("channelId", clip.channel())
                            .put("publishedAt", clip.published().toString())
                            .put("categoryId", "10"));
        }
        if (parts.contains("statistics")) {
            item.put("statistics", statistics(clip));
        }
        if (parts.contains("contentDetails")) {
            item.put("contentDetails", new JsonObject().put("duration", clip.duration()));
        }
        if (parts.contains("status")) {
            item.put(
                    "status",
                    new JsonObject().put("privacyStatus", clip.privacy()).put("uploadStatus", "processed"));
        }
        if (parts.contains("player") && sized) {
            item.put(
                    "player",
                    new JsonObject()
                            .put("embedHtml", "<iframe>")
                            .put("embedWidth", clip.upright() ? "405" : "1280")
                            .put("embedHeight", "720"));
        }
        return item;
    }

    private static JsonObject statistics(Clip clip) {
        JsonObject statistics = new JsonObject().put("favoriteCount", "0");
        putCount(statistics, "viewCount", clip.views());
        putCount(statistics, "likeCount", clip.likes());
        putCount(statistics, "commentCount", clip.comments());
        return statistics;
    }

    private static void putCount(JsonObject statistics, String name, @Nullable Long count) {
        if (count != null) {
            statistics.put(name, count.toString());
        }
    }
}
