package dev.ratiofixer.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderJson;
import dev.ratiofixer.settings.PageLinks;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Makes the sender of a sink. */
public final class NotificationSenders {
    private final Vertx vertx;
    private final ProviderHttpClient http;
    private final OutboundAddressGuard guard;
    private final NotificationSecrets secrets;
    private final MessageText text;
    private final InstantSource real;

    /**
     * Secrets, asked for each time that they are used. A receiver that is held to a client uses its own alone: with
     * everybody's address the client's messages would reach whoever that is, with everybody's secret the client could
     * sign as we do.
     *
     * @param slackUrls addresses by the receiver's name; likewise {@code webhookSecrets}
     */
    public record NotificationSecrets(
            Supplier<Optional<String>> slackUrl,
            Supplier<Optional<String>> slackUrls,
            Supplier<Optional<String>> smtpPassword,
            Supplier<Optional<String>> webhookSecret,
            Supplier<Optional<String>> webhookSecrets) {
        private static final Pattern VALUE = Pattern.compile("[^\\s\\p{Z}\\p{C}]{1,2048}");

        Optional<String> slackUrl(NotificationSink sink) {
            return of(sink, slackUrls, slackUrl);
        }

        Optional<String> webhookSecret(NotificationSink sink) {
            return of(sink, webhookSecrets, webhookSecret);
        }

        private static Optional<String> of(
                NotificationSink sink, Supplier<Optional<String>> own, Supplier<Optional<String>> everybodys) {
            Optional<String> named = own.get().map(NotificationSecrets::byName).map(all -> all.get(sink.name()));
            return named.isPresent() || sink.client() != null ? named : everybodys.get();
        }

        /**
         * Reads secrets of several receivers: a JSON object of the receiver's name and the secret.
         *
         * @throws IllegalArgumentException with what it has to be, never with a secret
         */
        public static Map<String, String> byName(String text) {
            JsonNode body = ProviderJson.read(text);
            if (!body.isObject() || body.isEmpty()) {
                throw new IllegalArgumentException(
                        "must be a JSON object by the receivers' names, such as {\"acme\": \"https://hooks…\"}");
            }
            Map<String, String> secrets = new LinkedHashMap<>();
            body.properties().forEach(entry -> {
                if (!VALUE.matcher(entry.getValue().asText()).matches()) {
                    throw new IllegalArgumentException(
                            "must be one word without blanks for each receiver: \"" + entry.getKey() + "\" has none");
                }
                secrets.put(entry.getKey(), entry.getValue().asText());
            });
            return secrets;
        }

        /** Where a secret of a receiver belongs. */
        static String place(NotificationSink sink, String everybodys, String own) {
            return sink.client() == null
                    ? "set " + everybodys
                    : "it is held to a client, so it needs its own: name it in " + own + ", as {\"" + sink.name()
                            + "\": \"…\"}";
        }
    }

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
            case NotificationSink.Slack slack -> new SlackSender(http, guard, slack, secrets, text);
            case NotificationSink.Email email -> new MailSender(vertx, email, secrets.smtpPassword(), text);
            case NotificationSink.Webhook webhook -> new WebhookSender(http, guard, webhook, secrets, text, real);
            case NotificationSink.Alertmanager alertmanager ->
                new AlertmanagerSender(http, alertmanager.url(), alertmanager, text, real);
        };
    }

    /** Ends their connections. */
    public void close() {
        http.close();
    }
}
