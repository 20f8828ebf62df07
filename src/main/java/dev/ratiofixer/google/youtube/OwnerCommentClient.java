package dev.ratiofixer.google.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.google.GoogleHttpClient;
import dev.ratiofixer.google.GoogleHttpClient.GoogleApi;
import dev.ratiofixer.google.GoogleHttpClient.OwnerCredential;
import dev.ratiofixer.google.OAuthTokens;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderFailure.Indeterminate;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.LastOutcome;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderJson;
import dev.ratiofixer.video.CommentVisibility;
import dev.ratiofixer.video.VideoId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The channel owner's comments on its own videos, over the YouTube Data API. Posting has no idempotency key: after a
 * doubtful outcome, {@link #since} tells whether the comment is there.
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

    /**
     * All comments under a video that were written since an instant, whoever wrote them: first those that nobody sees
     * yet, as YouTube holds them for review or takes them for spam, then the published ones; each newest first.
     */
    public Future<List<OwnerComment>> since(VideoId video, Instant since) {
        CommentSearch all = new CommentSearch(video, since, new LinkedHashMap<>());
        return page(all, Moderation.HELD_FOR_REVIEW, "", 1)
                .compose(held -> page(all, Moderation.LIKELY_SPAM, "", 1))
                .compose(spam -> page(all, Moderation.PUBLISHED, "", 1))
                .map(done -> List.copyOf(all.found().values()));
    }

    /** Posts it, once the gate opens. */
    public Future<OwnerComment> post(VideoId video, String channelId, String text, FencingCheck gate) {
        ObjectNode body = ProviderJson.object();
        ObjectNode snippet = body.putObject("snippet");
        snippet.put("channelId", channelId).put("videoId", video.value());
        snippet.putObject("topLevelComment").putObject("snippet").put("textOriginal", text);
        return quota.take(POST_UNITS)
                .compose(taken -> http.post(base() + "?part=snippet", Map.of(), body, gate))
                .compose(reply -> last().of(OwnerComment.posted(reply.body(), text)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> ProviderException.failed(
                                new Indeterminate("YouTube does not say which comment the new one is")))));
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

    /** What is looked for, and what was found so far by its id: one that is published meanwhile is in two lists. */
    private record CommentSearch(VideoId video, Instant since, Map<String, OwnerComment> found) {}

    /** The lists that a video's comments are in. */
    private enum Moderation {
        PUBLISHED("published", CommentVisibility.VISIBLE),
        HELD_FOR_REVIEW("heldForReview", CommentVisibility.HELD_FOR_REVIEW),
        LIKELY_SPAM("likelySpam", CommentVisibility.LIKELY_SPAM);

        private final String status;
        private final CommentVisibility visibility;

        Moderation(String status, CommentVisibility visibility) {
            this.status = status;
            this.visibility = visibility;
        }
    }

    private Future<Void> page(CommentSearch all, Moderation list, String token, int number) {
        String uri = base() + "?part=snippet&order=time&textFormat=plainText&maxResults=100&videoId="
                + all.video().value() + "&moderationStatus=" + list.status
                + (token.isEmpty() ? "" : "&pageToken=" + ProviderHttpClient.encode(token));
        return quota.take(LIST_UNITS)
                .compose(taken -> http.get(uri))
                .compose(reply -> last().of(Future.succeededFuture(reply.body())
                        .map(body -> collect(body, all, list)
                                ? ""
                                : body.path("nextPageToken").asText(""))))
                .compose(next -> {
                    if (next.isEmpty()) {
                        return Future.succeededFuture();
                    }
                    return number < MOST_PAGES
                            ? page(all, list, next, number + 1)
                            : ProviderException.failed(
                                    new Indeterminate("the video has too many new comments to see all of them"));
                });
    }

    /** Adds the comments of a page; true when the page reaches back beyond the instant. */
    private static boolean collect(JsonNode body, CommentSearch all, Moderation list) {
        boolean reached = false;
        for (JsonNode item : JsonResponseParser.items(body)) {
            OwnerComment comment = OwnerComment.listed(item, list.visibility);
            if (comment.publishedAt().isBefore(all.since())) {
                reached = true;
            } else {
                all.found().put(comment.id(), comment);
            }
        }
        return reached;
    }
}
