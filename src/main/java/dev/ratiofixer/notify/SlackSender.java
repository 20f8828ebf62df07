package dev.ratiofixer.notify;

import dev.ratiofixer.notify.NotificationSenders.NotificationSecrets;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Call;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderJson;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Posts to Slack's incoming webhook. Its address is a secret and stands in no message. */
final class SlackSender implements NotificationSender {
    private final ProviderHttpClient http;
    private final OutboundAddressGuard guard;
    private final NotificationSink sink;
    private final NotificationSecrets secrets;
    private final MessageText text;

    SlackSender(
            ProviderHttpClient http,
            OutboundAddressGuard guard,
            NotificationSink sink,
            NotificationSecrets secrets,
            MessageText text) {
        this.http = http;
        this.guard = guard;
        this.sink = sink;
        this.secrets = secrets;
        this.text = text;
    }

    @Override
    public Future<String> send(List<Notice> notices, List<AlertCondition> conditions) {
        Optional<String> secret = secrets.slackUrl(sink);
        String place = NotificationSecrets.place(sink, "SLACK_WEBHOOK_URL", "SLACK_WEBHOOK_URLS");
        if (secret.isEmpty()) {
            return ProviderException.failed(
                    new ProviderFailure.Unauthorized("missing", "there is no address to post to in Slack", place));
        }
        URI url;
        try {
            url = URI.create(secret.get());
        } catch (IllegalArgumentException malformed) {
            return ProviderException.failed(
                    new ProviderFailure.Unauthorized("malformed", "the address to post to in Slack is none", place));
        }
        var body = ProviderJson.write(ProviderJson.object().put("text", text.slack(notices)));
        return guard.admit(url)
                .compose(peer ->
                        http.send(Call.post(url.toString(), "application/json; charset=utf-8", body, FencingCheck.OPEN)
                                .to(peer)))
                .compose(answer -> taken(answer, place));
    }

    /** Success is 200 with {@code ok}. Errors are words: they say why, and never quote the address. */
    private static Future<String> taken(ProviderResponse answer, String place) {
        String said = word(answer.body().toString(StandardCharsets.UTF_8));
        int status = answer.status();
        String code = " (" + status + (said.isEmpty() ? "" : " " + said) + ")";
        String told = answer.ok() ? "Slack took it" : "Slack does not take it" + code;
        return status == 403 || status == 404 || status == 410
                ? ProviderException.failed(
                        new ProviderFailure.Unauthorized(said, told, "make a new incoming webhook in Slack; " + place))
                : answer.webhookRefusal(told, said)
                        .map(ProviderException::<String>failed)
                        .orElseGet(() -> Future.succeededFuture(told));
    }

    private static String word(String body) {
        return body.matches("[a-z_]{1,60}") ? body : "";
    }
}
