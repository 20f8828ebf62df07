package dev.ratiofixer.smm.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.google.GoogleErrorClassifier;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.LastOutcome;
import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Answer;
import dev.ratiofixer.provider.ProviderJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Posts a task to a team's webhook, signed. The body is Slack's ({@code text}) with fields of ours; the signature is
 * HMAC-SHA256 over {@code timestamp + "." + body} in {@code X-Ratio-Fixer-Signature: sha256=HEX}, the timestamp in
 * {@code X-Ratio-Fixer-Timestamp} (seconds), the id in {@code X-Ratio-Fixer-Id}.
 */
public final class WebhookClient {
    private final LastOutcome last = new LastOutcome(true);
    private final ProviderHttpClient http;
    private final InstantSource clock;
    private final OutboundAddressGuard guard;
    private final Supplier<Optional<String>> secret;

    public WebhookClient(
            Vertx vertx, InstantSource clock, OutboundAddressGuard guard, Supplier<Optional<String>> secret) {
        this.http = new ProviderHttpClient(vertx, "the team's webhook", ProviderHttpClient.LIMIT);
        this.clock = clock;
        this.guard = guard;
        this.secret = secret;
    }

    /** Posts it, once the gate opens; sending the same id again does no harm. */
    public Future<Void> post(URI url, WebhookMessage message, FencingCheck gate) {
        Optional<String> key = secret.get();
        if (key.isEmpty()) {
            return Future.failedFuture(new ProviderException(
                    new ProviderFailure.Unauthorized("there is no TASK_WEBHOOK_SECRET to sign the task with")));
        }
        Buffer body = body(message);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "X-Ratio-Fixer-Id",
                message.id(),
                "X-Ratio-Fixer-Timestamp",
                timestamp,
                "X-Ratio-Fixer-Signature",
                "sha256=" + WebhookSignature.of(key.get(), timestamp, body.getBytes()));
        return last.of(guard.admit(url)
                .compose(peer -> http.send(
                        new ProviderHttpClient.Call(HttpMethod.POST, url.toString(), headers, body, peer, gate)))
                .compose(WebhookClient::accepted));
    }

    /** For health. */
    public LastOutcome last() {
        return last;
    }

    /** Ends its connections. */
    public void close() {
        http.close();
    }

    private static Buffer body(WebhookMessage message) {
        ObjectNode body = ProviderJson.mapper().createObjectNode();
        body.put("text", message.text())
                .put("order_id", message.id())
                .put("campaign_id", message.campaignId())
                .put("video_id", message.videoId())
                .put("missing_likes", message.missingLikes())
                .put("missing_comments", message.missingComments());
        return ProviderJson.write(body);
    }

    private static Future<Void> accepted(Answer answer) {
        if (answer.ok()) {
            return Future.succeededFuture();
        }
        String said = "the team's webhook answers " + answer.status();
        boolean later = answer.status() == 408 || answer.status() == 425 || answer.status() == 429;
        if (later) {
            return failed(
                    new ProviderFailure.Throttled(said, GoogleErrorClassifier.retryAfter(answer.retryAfter()), null));
        }
        return failed(
                answer.status() >= 500
                        ? new ProviderFailure.Indeterminate(said)
                        : new ProviderFailure.Rejected(Integer.toString(answer.status()), said, null));
    }

    private static Future<Void> failed(ProviderFailure failure) {
        return Future.failedFuture(new ProviderException(failure));
    }
}
