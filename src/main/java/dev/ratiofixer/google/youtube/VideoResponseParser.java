package dev.ratiofixer.google.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.youtube.VideoBatch.VideoCounters;
import dev.ratiofixer.google.youtube.VideoBatch.Visibility;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of {@code videos.list} and {@code videos:batchGetStats}. An item that makes no sense spoils only
 * itself; fields and ids that were not asked for are ignored.
 */
final class VideoResponseParser {
    private static final Duration LONGEST_SHORT = Duration.ofMinutes(3);

    private VideoResponseParser() {}

    /** @throws ProviderException if the answer as a whole makes no sense */
    static VideoBatch read(VideoCall call, Collection<VideoId> asked, JsonNode answer) {
        Map<String, VideoId> ids = new HashMap<>();
        asked.forEach(id -> ids.put(id.value(), id));
        Map<VideoId, VideoCounters> readings = new HashMap<>();
        Set<VideoId> garbled = new HashSet<>();
        for (JsonNode item : JsonResponseParser.items(answer)) {
            @Nullable VideoId id = ids.get(item.path("id").asText());
            if (id != null) {
                reading(call, id, item).ifPresentOrElse(read -> readings.put(id, read), () -> garbled.add(id));
            }
        }
        garbled.removeAll(readings.keySet());
        return new VideoBatch(readings, garbled);
    }

    private static Optional<VideoCounters> reading(VideoCall call, VideoId id, JsonNode item) {
        Optional<Counters> counters = counters(item.path("statistics"));
        Optional<VideoFacts> facts = call == VideoCall.DETAILS ? facts(id, item) : Optional.empty();
        if (counters.isEmpty() || (call == VideoCall.DETAILS && facts.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new VideoCounters(id, counters.get(), visibility(item.path("status")), facts.orElse(null)));
    }

    /** Hidden likes and comments that are off are absent; the whole part may be absent with them. */
    private static Optional<Counters> counters(JsonNode statistics) {
        JsonNode views = statistics.path("viewCount");
        JsonNode likes = statistics.path("likeCount");
        JsonNode comments = statistics.path("commentCount");
        if (!(statistics.isObject() || statistics.isMissingNode()) || wrong(views) || wrong(likes) || wrong(comments)) {
            return Optional.empty();
        }
        return Optional.of(new Counters(orMissing(views), orMissing(likes), orMissing(comments)));
    }

    private static boolean wrong(JsonNode count) {
        return !count.isMissingNode() && JsonResponseParser.count(count).isEmpty();
    }

    private static @Nullable Long orMissing(JsonNode count) {
        return JsonResponseParser.count(count).orElse(null);
    }

    private static Visibility visibility(JsonNode status) {
        if (status.path("privacyStatus").asText().equals("private")) {
            return Visibility.PRIVATE;
        }
        return switch (status.path("uploadStatus").asText()) {
            case "deleted", "failed", "rejected" -> Visibility.REMOVED;
            default -> Visibility.SHOWN;
        };
    }

    private static Optional<VideoFacts> facts(VideoId id, JsonNode item) {
        JsonNode snippet = item.path("snippet");
        Duration duration =
                duration(item.path("contentDetails").path("duration").asText());
        String channel = snippet.path("channelId").asText();
        return channel.isEmpty()
                ? Optional.empty()
                : JsonResponseParser.instant(snippet.path("publishedAt"))
                        .map(published -> new VideoFacts(
                                id,
                                snippet.path("title").asText(),
                                channel,
                                published,
                                duration,
                                form(item.path("player"), duration),
                                Category.ofYouTubeId(snippet.path("categoryId").asInt())));
    }

    /** An upcoming or running stream has none: zero. */
    private static Duration duration(String iso) {
        try {
            return Duration.parse(iso);
        } catch (DateTimeException unknown) {
            return Duration.ZERO;
        }
    }

    /** The API does not say what a Short is: an upright player and at most 180 s are its mark. */
    private static VideoForm form(JsonNode player, Duration duration) {
        long width = JsonResponseParser.count(player.path("embedWidth")).orElse(0L);
        long height = JsonResponseParser.count(player.path("embedHeight")).orElse(0L);
        boolean upright = width > 0 && height > width;
        boolean brief = duration.isPositive() && duration.compareTo(LONGEST_SHORT) <= 0;
        return upright && brief ? VideoForm.SHORT : VideoForm.VIDEO;
    }
}
