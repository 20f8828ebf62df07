package dev.ratiofixer.notify;

import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import dev.ratiofixer.settings.PageLinks;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the sender of a sink. */
public final class NotificationSenders {
    private final Vertx vertx;
    private final ProviderHttpClient http;
    private final OutboundAddressGuard guard;
    private final NotificationSecrets secrets;
    private final MessageText text;
    private final InstantSource real;

    /** Secrets, asked for each time that they are used. */
    public record NotificationSecrets(
            Supplier<Optional<String>> slackUrl,
            Supplier<Optional<String>> smtpPassword,
            Supplier<Optional<String>> webhookSecret) {}

    /**
     * Makes the connections' client.
     *
     * @param real what receivers take for the time
     */
    public NotificationSenders(
            Vertx vertx, OutboundAddressGuard guard, NotificationSecrets secrets, PageLinks links, InstantSource real) {
        this.vertx = vertx;
        this.http = new ProviderHttpClient(vertx, real, "the receiver of notifications", Limits.USUAL);
        this.guard = guard;
        this.secrets = secrets;
        this.text = new MessageText(links);
        this.real = real;
    }

    NotificationSender of(NotificationSink sink) {
        return switch (sink) {
            case NotificationSink.Slack slack -> new SlackSender(http, guard, secrets.slackUrl(), text);
            case NotificationSink.Email email -> new MailSender(vertx, email, secrets.smtpPassword(), text);
            case NotificationSink.Webhook webhook ->
                new WebhookSender(http, guard, webhook.url(), secrets.webhookSecret(), text, real);
            case NotificationSink.Alertmanager alertmanager ->
                new AlertmanagerSender(http, alertmanager.url(), alertmanager, text, real);
        };
    }

    /** Ends their connections. */
    public void close() {
        http.close();
    }
}
