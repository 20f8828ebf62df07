package dev.ratiofixer.smm.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Call;
import dev.ratiofixer.provider.ProviderHttpClient.LastOutcome;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderJson;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import dev.ratiofixer.provider.WebhookSignature;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Posts a task to a team's webhook, signed ({@link WebhookSignature}). The body is Slack's ({@code text}) with fields
 * of ours.
 */
public final class WebhookClient {
    /**
     * What is posted to a team. {@code text} is what Slack shows.
     *
     * @param id the same each time the same message is sent, so that the receiver can drop repeats
     */
    public record WebhookMessage(
            String id, String campaignId, String videoId, String text, long missingLikes, long missingComments) {}

    private final LastOutcome last = new LastOutcome();
    private final ProviderHttpClient http;
    private final InstantSource clock;
    private final OutboundAddressGuard guard;
    private final Supplier<Optional<String>> secret;

    public WebhookClient(
            Vertx vertx, InstantSource clock, OutboundAddressGuard guard, Supplier<Optional<String>> secret) {
        this.http = new ProviderHttpClient(vertx, clock, "the team's webhook", Limits.USUAL);
        this.clock = clock;
        this.guard = guard;
        this.secret = secret;
    }

    /** Posts it, once the gate opens; sending the same id again does no harm. */
    public Future<Void> post(URI url, WebhookMessage message, FencingCheck gate) {
        Optional<String> key = secret.get();
        if (key.isEmpty()) {
            return Future.failedFuture(new ProviderException(new ProviderFailure.Unauthorized(
                    "missing",
                    "a task cannot be signed",
                    "whoever runs Ratio Fixer sets the secret for it (TASK_WEBHOOK_SECRET)")));
        }
        Buffer body = body(message);
        Map<String, String> headers = WebhookSignature.headers(
                key.get(), message.id(), clock.instant().getEpochSecond(), body.getBytes());
        return last.of(guard.admit(url)
                .compose(peer -> http.send(Call.post(url.toString(), "application/json", body, gate)
                        .with(headers)
                        .to(peer)))
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
        ObjectNode body = ProviderJson.object();
        body.put("text", message.text())
                .put("order_id", message.id())
                .put("campaign_id", message.campaignId())
                .put("video_id", message.videoId())
                .put("missing_likes", message.missingLikes())
                .put("missing_comments", message.missingComments());
        return ProviderJson.write(body);
    }

    /** The same id may be sent again, so nothing is lost by taking an answer for a refusal. */
    private static Future<Void> accepted(ProviderResponse answer) {
        return answer.webhookRefusal(
                        "the team's webhook does not take the task (" + answer.status() + ")",
                        Integer.toString(answer.status()))
                .map(ProviderException::<Void>failed)
                .orElseGet(Future::succeededFuture);
    }
}
