package dev.ratiofixer.google.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.google.GoogleApi;
import dev.ratiofixer.google.GoogleHttpClient;
import dev.ratiofixer.google.GoogleHttpClient.OwnerCredential;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.LastOutcome;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import dev.ratiofixer.provider.ProviderJson;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The channel owner's comments on its own videos, over the YouTube Data API. Posting has no idempotency key: after a
 * doubtful outcome, {@link #byOwner} tells whether the comment is there.
 */
public final class OwnerCommentClient {
    /** The day's quota units of the YouTube Data API, which the owner's comments share with everything else. */
    @FunctionalInterface
    public interface QuotaGate {
        /** Nothing is counted: where no ledger of units is kept. */
        QuotaGate OPEN = units -> Future.succeededFuture();

        /** Takes units before they are spent; fails with {@code QuotaExhausted} when the day has no more. */
        Future<Void> take(int units);
    }

    /** A comment that the channel's owner wrote. */
    public record OwnerComment(String id, String text, Instant publishedAt) {
        @Override
        public String toString() {
            return "OwnerComment[" + id + "]";
        }
    }

    /** Quota units of one page of a list, and of a post. Source: YouTube Data API, "Quota costs". */
    static final int LIST_UNITS = 1;

    static final int POST_UNITS = 50;

    private static final int MOST_PAGES = 30;

    private final GoogleHttpClient http;
    private final Supplier<URI> origin;
    private final QuotaGate quota;

    /** @param origin asked for each call, as a reload may change it */
    public OwnerCommentClient(
            Vertx vertx, InstantSource clock, OAuthTokens tokens, Supplier<URI> origin, QuotaGate quota) {
        this.http = new GoogleHttpClient(vertx, clock, GoogleApi.YOUTUBE, Limits.USUAL, new OwnerCredential(tokens));
        this.origin = origin;
        this.quota = quota;
    }

    /** The owner's own comments under a video that were written since an instant, newest first. */
    public Future<List<OwnerComment>> byOwner(VideoId video, String channelId, Instant since) {
        return page(video, channelId, since, "", new ArrayList<>(), 1);
    }

    /** Posts it, once the gate opens. */
    public Future<OwnerComment> post(VideoId video, String channelId, String text, FencingCheck gate) {
        ObjectNode body = ProviderJson.object();
        ObjectNode snippet = body.putObject("snippet");
        snippet.put("channelId", channelId).put("videoId", video.value());
        snippet.putObject("topLevelComment").putObject("snippet").put("textOriginal", text);
        return quota.take(POST_UNITS)
                .compose(taken -> http.post(base() + "?part=snippet", Map.of(), body, gate))
                .compose(reply -> posted(reply.body(), text));
    }

    /** How the last call ended, for health. */
    public LastOutcome last() {
        return http.last();
    }

    private String base() {
        return ProviderHttpClient.origin(origin.get()) + "/youtube/v3/commentThreads";
    }

    /** Ends its connections. */
    public void close() {
        http.close();
    }

    private Future<List<OwnerComment>> page(
            VideoId video, String channelId, Instant since, String token, List<OwnerComment> found, int number) {
        String uri = base() + "?part=snippet&order=time&textFormat=plainText&maxResults=100&videoId=" + video.value()
                + (token.isEmpty() ? "" : "&pageToken=" + ProviderHttpClient.encode(token));
        return quota.take(LIST_UNITS).compose(taken -> http.get(uri)).compose(reply -> {
            JsonNode body = reply.body();
            boolean reached = collect(body, channelId, since, found);
            String next = body.path("nextPageToken").asText("");
            if (reached || next.isEmpty()) {
                return Future.succeededFuture(List.copyOf(found));
            }
            return number < MOST_PAGES
                    ? page(video, channelId, since, next, found, number + 1)
                    : ProviderException.failed(
                            new Indeterminate("the video has too many new comments to see all of them"));
        });
    }

    /** Adds the owner's comments of a page; true when the page reaches back beyond {@code since}. */
    private static boolean collect(JsonNode body, String channelId, Instant since, List<OwnerComment> found) {
        boolean reached = false;
        for (JsonNode item : JsonResponseParser.items(body)) {
            JsonNode snippet = item.path("snippet").path("topLevelComment").path("snippet");
            Instant published = published(snippet);
            if (published.isBefore(since)) {
                reached = true;
            } else if (snippet.path("authorChannelId").path("value").asText("").equals(channelId)) {
                String text = snippet.path("textOriginal")
                        .asText(snippet.path("textDisplay").asText(""));
                found.add(new OwnerComment(item.path("id").asText(), text, published));
            }
        }
        return reached;
    }

    private static Future<OwnerComment> posted(JsonNode thread, String text) {
        String id = thread.path("id").asText("");
        Instant at = published(thread.path("snippet").path("topLevelComment").path("snippet"));
        return id.isEmpty()
                ? ProviderException.failed(new Indeterminate("YouTube names no id of the new comment"))
                : Future.succeededFuture(new OwnerComment(id, text, at));
    }

    /** Unknown counts as new: better to read a page too many than to post twice. */
    private static Instant published(JsonNode snippet) {
        return JsonResponseParser.instant(snippet.path("publishedAt")).orElse(Instant.MAX);
    }
}
