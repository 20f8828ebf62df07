package dev.ratiofixer.google.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.google.GoogleErrorClassifier;
import dev.ratiofixer.google.OAuthHttpClient;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.Origins;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Answer;
import dev.ratiofixer.provider.ProviderHttpClient.Call;
import dev.ratiofixer.provider.ProviderJson;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The channel owner's comments on its own videos, over the YouTube Data API. Posting has no idempotency key: after a
 * doubtful outcome, {@link #byOwner} tells whether the comment is there.
 */
public final class OwnerCommentClient {
    /** Quota units of one page of a list, and of a post. Source: YouTube Data API, "Quota costs". */
    static final int LIST_UNITS = 1;

    static final int POST_UNITS = 50;

    private static final String PROVIDER = "YouTube";
    private static final int MOST_PAGES = 30;

    private final ProviderHttpClient http;
    private final OAuthHttpClient calls;
    private final Supplier<URI> origin;
    private final QuotaGate quota;

    /** @param origin asked for each call, as a reload may change it */
    public OwnerCommentClient(Vertx vertx, OAuthTokens tokens, Supplier<URI> origin, QuotaGate quota) {
        this.http = new ProviderHttpClient(vertx, PROVIDER, ProviderHttpClient.LIMIT);
        this.calls = new OAuthHttpClient(http, tokens);
        this.origin = origin;
        this.quota = quota;
    }

    /** The owner's own comments under a video that were written since an instant, newest first. */
    public Future<List<OwnerComment>> byOwner(VideoId video, String channelId, Instant since) {
        return page(video, channelId, since, "", new ArrayList<>(), 1);
    }

    /** Posts it, once the gate opens. */
    public Future<OwnerComment> post(VideoId video, String channelId, String text, FencingCheck gate) {
        ObjectNode snippet = ProviderJson.mapper().createObjectNode();
        snippet.put("channelId", channelId).put("videoId", video.value());
        snippet.putObject("topLevelComment").putObject("snippet").put("textOriginal", text);
        ObjectNode body = ProviderJson.mapper().createObjectNode();
        body.set("snippet", snippet);
        return quota.take(POST_UNITS)
                .compose(taken -> calls.call(new Call(
                        HttpMethod.POST, base() + "?part=snippet", Map.of(), ProviderJson.write(body), null, gate)))
                .compose(OwnerCommentClient::good)
                .compose(thread -> posted(thread, text));
    }

    private String base() {
        return Origins.text(origin.get()) + "/youtube/v3/commentThreads";
    }

    /** Ends its connections. */
    public void close() {
        http.close();
    }

    private Future<List<OwnerComment>> page(
            VideoId video, String channelId, Instant since, String token, List<OwnerComment> found, int number) {
        String uri = base() + "?part=snippet&order=time&textFormat=plainText&maxResults=100&videoId=" + video.value()
                + (token.isEmpty() ? "" : "&pageToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
        return quota.take(LIST_UNITS)
                .compose(taken -> calls.get(uri))
                .compose(OwnerCommentClient::good)
                .compose(body -> {
                    boolean reached = collect(body, channelId, since, found);
                    String next = body.path("nextPageToken").asText("");
                    if (reached || next.isEmpty()) {
                        return Future.succeededFuture(List.copyOf(found));
                    }
                    return number < MOST_PAGES
                            ? page(video, channelId, since, next, found, number + 1)
                            : Future.failedFuture(new ProviderException(new ProviderFailure.Indeterminate(
                                    "the video has too many new comments to see all of them")));
                });
    }

    /** Adds the owner's comments of a page; true when the page reaches back beyond {@code since}. */
    private static boolean collect(JsonNode body, String channelId, Instant since, List<OwnerComment> found) {
        boolean reached = false;
        for (JsonNode item : body.path("items")) {
            JsonNode snippet = item.path("snippet").path("topLevelComment").path("snippet");
            Instant published = instant(snippet.path("publishedAt").asText(""));
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

    private static Future<JsonNode> good(Answer answer) {
        JsonNode body = ProviderJson.read(answer.body());
        if (answer.ok() && body.isObject()) {
            return Future.succeededFuture(body);
        }
        return Future.failedFuture(new ProviderException(
                answer.ok()
                        ? new ProviderFailure.Indeterminate("YouTube answers with something that is not JSON")
                        : GoogleErrorClassifier.failure(PROVIDER, answer)));
    }

    private static Future<OwnerComment> posted(JsonNode thread, String text) {
        String id = thread.path("id").asText("");
        Instant at = instant(thread.path("snippet")
                .path("topLevelComment")
                .path("snippet")
                .path("publishedAt")
                .asText(""));
        return id.isEmpty()
                ? Future.failedFuture(new ProviderException(
                        new ProviderFailure.Indeterminate("YouTube names no id of the new comment")))
                : Future.succeededFuture(new OwnerComment(id, text, at));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unknown) {
            // Unknown counts as new: better to read a page too many than to post twice.
            return Instant.MAX;
        }
    }
}
