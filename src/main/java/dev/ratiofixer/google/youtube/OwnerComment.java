package dev.ratiofixer.google.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.video.CommentVisibility;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A comment under a video, as its channel's owner is shown it.
 *
 * @param authorChannelId who wrote it, {@code null} if YouTube does not say
 * @param visibility {@code null} if YouTube does not say, as right after a post
 */
public record OwnerComment(
        String id,
        String text,
        @Nullable String authorChannelId,
        Instant publishedAt,
        @Nullable CommentVisibility visibility) {

    /** Reads a thread of a list of comments in one moderation status. */
    static OwnerComment listed(JsonNode thread, CommentVisibility status) {
        JsonNode snippet = snippet(thread);
        String text =
                snippet.path("textOriginal").asText(snippet.path("textDisplay").asText(""));
        CommentVisibility said = visibility(snippet);
        return new OwnerComment(
                thread.path("id").asText(), text, author(snippet), published(snippet), said == null ? status : said);
    }

    /** Reads the answer to a post; empty if it names no id. */
    static Optional<OwnerComment> posted(JsonNode thread, String text) {
        JsonNode snippet = snippet(thread);
        String id = thread.path("id").asText("");
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new OwnerComment(id, text, author(snippet), published(snippet), visibility(snippet)));
    }

    private static JsonNode snippet(JsonNode thread) {
        return thread.path("snippet").path("topLevelComment").path("snippet");
    }

    private static @Nullable String author(JsonNode snippet) {
        String id = snippet.path("authorChannelId").path("value").asText("");
        return id.isEmpty() ? null : id;
    }

    /** Unknown counts as new: better to read a page too many than to post twice. */
    private static Instant published(JsonNode snippet) {
        return JsonResponseParser.instant(snippet.path("publishedAt")).orElse(Instant.MAX);
    }

    private static @Nullable CommentVisibility visibility(JsonNode snippet) {
        return switch (snippet.path("moderationStatus").asText("")) {
            case "published" -> CommentVisibility.VISIBLE;
            case "heldForReview" -> CommentVisibility.HELD_FOR_REVIEW;
            case "likelySpam" -> CommentVisibility.LIKELY_SPAM;
            case "rejected" -> CommentVisibility.GONE;
            default -> null;
        };
    }

    @Override
    public String toString() {
        return "OwnerComment[" + id + "]";
    }
}
