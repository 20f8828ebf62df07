package dev.ratiofixer.google.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.google.youtube.VideoBatch.VideoCounters;
import dev.ratiofixer.google.youtube.VideoBatch.Visibility;
import dev.ratiofixer.google.youtube.YouTubeApi.VideoCall;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.text.PlainText;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.Counters;
import dev.ratiofixer.video.VideoFacts;
import dev.ratiofixer.video.VideoForm;
import dev.ratiofixer.video.VideoId;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of {@code videos.list} and {@code videos:batchGetStats}. An item that makes no sense spoils only
 * itself; fields and ids that were not asked for are ignored.
 */
final class VideoResponseParser {
    private static final Duration LONGEST_SHORT = Duration.ofMinutes(3);
    private static final int LONGEST_QUOTE = 40;
    private static final String VIEWS = "viewCount";
    private static final String LIKES = "likeCount";
    private static final String COMMENTS = "commentCount";

    private static final int KEPT = 1 << 12;

    /** Channels and durations are those of many videos: the last ones read are handed out again. */
    private final @Nullable Object[] recent = new Object[KEPT];

    /** The value itself or an equal one of before. Any thread. */
    private <T> T shared(T value, Class<T> type) {
        int at = (value.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - 12);
        Object known = recent[at];
        if (value.equals(known)) {
            return type.cast(known);
        }
        recent[at] = value;
        return value;
    }

    /** @throws ProviderException if the answer as a whole makes no sense */
    VideoBatch read(VideoCall call, Collection<VideoId> asked, JsonNode answer) {
        Map<String, VideoId> ids = new HashMap<>();
        asked.forEach(id -> ids.put(id.value(), id));
        Map<VideoId, VideoCounters> readings = new HashMap<>();
        Map<VideoId, String> garbled = new HashMap<>();
        for (JsonNode item : JsonResponseParser.items(answer)) {
            @Nullable VideoId id = ids.get(item.path("id").asText());
            if (id != null) {
                wrong(call, item)
                        .ifPresentOrElse(why -> garbled.put(id, why), () -> readings.put(id, reading(call, id, item)));
            }
        }
        garbled.keySet().removeAll(readings.keySet());
        return new VideoBatch(readings, garbled);
    }

    /** What of an item cannot be read, if something cannot. */
    private static Optional<String> wrong(VideoCall call, JsonNode item) {
        JsonNode statistics = item.path("statistics");
        if (!statistics.isObject() && !statistics.isMissingNode()) {
            return Optional.of("its statistics are " + quoted(statistics));
        }
        for (String counter : List.of(VIEWS, LIKES, COMMENTS)) {
            JsonNode count = statistics.path(counter);
            if (!count.isMissingNode() && JsonResponseParser.count(count).isEmpty()) {
                return Optional.of(counter + " is " + quoted(count));
            }
        }
        return call == VideoCall.DETAILS ? wrongFacts(item.path("snippet")) : Optional.empty();
    }

    private static Optional<String> wrongFacts(JsonNode snippet) {
        String channel = snippet.path("channelId").asText();
        if (channel.isEmpty() || PlainText.fault(channel).isPresent()) {
            return Optional.of("channelId is " + quoted(snippet.path("channelId")));
        }
        JsonNode published = snippet.path("publishedAt");
        return JsonResponseParser.instant(published).isEmpty()
                ? Optional.of("publishedAt is " + (published.isMissingNode() ? "missing" : quoted(published)))
                : Optional.empty();
    }

    private static String quoted(JsonNode value) {
        String text = PlainText.cleaned(value.toString());
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }

    private VideoCounters reading(VideoCall call, VideoId id, JsonNode item) {
        return new VideoCounters(
                id,
                counters(item.path("statistics")),
                visibility(item.path("status")),
                call == VideoCall.DETAILS ? facts(id, item) : null);
    }

    /** Hidden likes and comments that are off are absent; the whole part may be absent with them. */
    private static Counters counters(JsonNode statistics) {
        return new Counters(
                orMissing(statistics.path(VIEWS)),
                orMissing(statistics.path(LIKES)),
                orMissing(statistics.path(COMMENTS)));
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

    private VideoFacts facts(VideoId id, JsonNode item) {
        JsonNode snippet = item.path("snippet");
        @Nullable
        Duration duration =
                duration(item.path("contentDetails").path("duration").asText());
        return new VideoFacts(
                id,
                PlainText.cleaned(snippet.path("title").asText()),
                shared(snippet.path("channelId").asText(), String.class),
                JsonResponseParser.instant(snippet.path("publishedAt")).orElseThrow(),
                duration == null ? null : shared(duration, Duration.class),
                form(item.path("player"), duration),
                Category.ofYouTubeId(snippet.path("categoryId").asInt()));
    }

    /**
     * Unknown where it is not told: an upcoming video or a running stream has {@code P0D}. Unknown in other units than
     * days and times, too, which Java does not read: weeks are of streams that run for so long.
     */
    private static @Nullable Duration duration(String iso) {
        try {
            Duration told = Duration.parse(iso);
            return told.isPositive() ? told : null;
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    /** The API does not say what a Short is: an upright player and at most 180 s are its mark. */
    private static VideoForm form(JsonNode player, @Nullable Duration duration) {
        long width = JsonResponseParser.count(player.path("embedWidth")).orElse(0L);
        long height = JsonResponseParser.count(player.path("embedHeight")).orElse(0L);
        boolean upright = width > 0 && height > width;
        boolean brief = duration != null && duration.compareTo(LONGEST_SHORT) <= 0;
        return upright && brief ? VideoForm.SHORT : VideoForm.VIDEO;
    }
}
