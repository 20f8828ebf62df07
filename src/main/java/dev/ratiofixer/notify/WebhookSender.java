package dev.ratiofixer.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.notify.NotificationSenders.NotificationSecrets;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Call;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderJson;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import dev.ratiofixer.provider.WebhookSignature;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Posts notices as JSON, signed ({@link WebhookSignature}). The id is that of the first notice, so that a receiver can
 * drop a repeat.
 */
final class WebhookSender implements NotificationSender {
    private final ProviderHttpClient http;
    private final OutboundAddressGuard guard;
    private final NotificationSink.Webhook sink;
    private final NotificationSecrets secrets;
    private final MessageText text;
    private final InstantSource real;

    WebhookSender(
            ProviderHttpClient http,
            OutboundAddressGuard guard,
            NotificationSink.Webhook sink,
            NotificationSecrets secrets,
            MessageText text,
            InstantSource real) {
        this.http = http;
        this.guard = guard;
        this.sink = sink;
        this.secrets = secrets;
        this.text = text;
        this.real = real;
    }

    @Override
    public Future<String> send(List<Notice> notices, List<AlertCondition> conditions) {
        Optional<String> key = secrets.webhookSecret(sink);
        if (key.isEmpty()) {
            return ProviderException.failed(new ProviderFailure.Unauthorized(
                    "missing",
                    "a notification cannot be signed",
                    NotificationSecrets.place(sink, "NOTIFY_WEBHOOK_SECRET", "NOTIFY_WEBHOOK_SECRETS")));
        }
        Buffer body = body(notices);
        String id = "notice-" + notices.getFirst().id();
        var headers = WebhookSignature.headers(key.get(), id, real.instant().getEpochSecond(), body.getBytes());
        return guard.admit(sink.url())
                .compose(peer -> http.send(Call.post(sink.url().toString(), "application/json", body, FencingCheck.OPEN)
                        .with(headers)
                        .to(peer)))
                .compose(answer -> taken("the webhook", answer));
    }

    private Buffer body(List<Notice> notices) {
        ObjectNode body = ProviderJson.object();
        body.put("text", text.slack(notices));
        ArrayNode items = body.putArray("notices");
        for (Notice notice : notices) {
            items.addObject()
                    .put("id", notice.id())
                    .put("at", notice.at().toString())
                    .put("event", notice.event().word())
                    .put("severity", notice.event().severity().word())
                    .put("resolved", notice.resolved())
                    .put("subject", notice.subject())
                    .put("campaign_id", notice.campaignId())
                    .put("order_id", notice.orderId())
                    .put("text", notice.sentence())
                    .put("link", text.link(notice).orElse(null));
        }
        return ProviderJson.write(body);
    }

    /** What an answer of a receiver of ours means. */
    static Future<String> taken(String receiver, ProviderResponse answer) {
        String told = receiver + " answers " + answer.status();
        return answer.webhookRefusal(told, Integer.toString(answer.status()))
                .map(ProviderException::<String>failed)
                .orElseGet(() -> Future.succeededFuture(told));
    }
}
