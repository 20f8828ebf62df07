package dev.ratiofixer.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.OutboundAddressGuard;
import dev.ratiofixer.provider.ProviderFailure;
import dev.ratiofixer.provider.ProviderFailure.ProviderException;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Call;
import dev.ratiofixer.provider.ProviderHttpClient.Limits;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderJson;
import dev.ratiofixer.provider.ProviderHttpClient.ProviderResponse;
import dev.ratiofixer.provider.WebhookSignature;
import dev.ratiofixer.settings.PageLinks;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
                    ? "whoever runs Ratio Fixer sets it (" + everybodys + ")"
                    : "this receiver is of one client, so it needs its own: whoever runs Ratio Fixer names it (" + own
                            + ", as {\"" + sink.name() + "\": \"…\"})";
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

    /**
     * Posts alerts to Alertmanager's API v2. What is wrong is sent again while it lasts; what merely happened is an
     * alert of an hour, as that API knows no events. The label set is an alert's identity, so nothing that changes
     * stands in it.
     */
    static final class AlertmanagerSender implements NotificationSender {
        private static final Duration EVENT = Duration.ofHours(1);
        /** Longer than the pause between two messages. */
        private static final Duration LASTS = Duration.ofMinutes(5);

        private final ProviderHttpClient http;
        private final URI origin;
        private final NotificationSink sink;
        private final MessageText text;
        private final InstantSource real;

        AlertmanagerSender(
                ProviderHttpClient http, URI origin, NotificationSink sink, MessageText text, InstantSource real) {
            this.http = http;
            this.origin = origin;
            this.sink = sink;
            this.text = text;
            this.real = real;
        }

        @Override
        public boolean repeats() {
            return true;
        }

        @Override
        public Future<String> send(List<Notice> notices, List<AlertCondition> conditions) {
            Instant now = real.instant();
            ArrayNode alerts = JsonNodeFactory.instance.arrayNode();
            notices.forEach(notice -> add(alerts, notice, now, notice.resolved() ? now : now.plus(EVENT)));
            conditions.stream()
                    .filter(condition -> sink.wants(condition.event()))
                    .forEach(condition -> add(
                            alerts,
                            Notice.of(condition.event(), condition.subject(), condition.detail(), condition.since()),
                            condition.since(),
                            now.plus(LASTS)));
            if (alerts.isEmpty()) {
                return Future.succeededFuture("nothing is wrong");
            }
            return http.send(Call.post(
                            origin + "/api/v2/alerts",
                            "application/json",
                            Buffer.buffer(alerts.toString()),
                            FencingCheck.OPEN))
                    .compose(answer -> WebhookSender.taken("Alertmanager", answer));
        }

        private void add(ArrayNode alerts, Notice notice, Instant starts, Instant ends) {
            ObjectNode alert = alerts.addObject();
            ObjectNode labels = alert.putObject("labels");
            labels.put("alertname", "ratio_fixer_" + notice.event().word())
                    .put("severity", notice.event().severity().word())
                    .put("subject", notice.subject());
            if (notice.campaignId() != null) {
                labels.put("campaign_id", notice.campaignId());
            }
            alert.putObject("annotations").put("summary", notice.sentence());
            alert.put("startsAt", (starts.isAfter(ends) ? ends : starts).toString())
                    .put("endsAt", ends.toString());
            text.link(notice).ifPresent(link -> alert.put("generatorURL", link));
        }
    }

    /** Sends plain-text mail, never without encryption. A connection is made for each message. */
    static final class MailSender implements NotificationSender {
        private static final int LIMIT_SECONDS = 25;

        private final Vertx vertx;
        private final NotificationSink.Email sink;
        private final Supplier<Optional<String>> password;
        private final MessageText text;

        MailSender(Vertx vertx, NotificationSink.Email sink, Supplier<Optional<String>> password, MessageText text) {
            this.vertx = vertx;
            this.sink = sink;
            this.password = password;
            this.text = text;
        }

        @Override
        public Future<String> send(List<Notice> notices, List<AlertCondition> conditions) {
            Optional<String> secret = password.get();
            if (sink.username() != null && secret.isEmpty()) {
                return ProviderException.failed(new ProviderFailure.Unauthorized(
                        "missing",
                        "there is no password for the mail server",
                        "whoever runs Ratio Fixer sets it (SMTP_PASSWORD)"));
            }
            MailMessage message = new MailMessage()
                    .setFrom(sink.from())
                    .setTo(sink.to())
                    .setSubject(MessageText.subject(notices))
                    .setText(text.plain(notices));
            MailClient client = MailClient.create(vertx, config(secret));
            return client.sendMail(message)
                    .timeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .map(result -> "the mail server took it for "
                            + result.getRecipients().size() + " recipients")
                    .recover(cause -> ProviderException.failed(failure(cause)))
                    .onComplete(done -> client.close());
        }

        private MailConfig config(Optional<String> secret) {
            MailConfig config = new MailConfig()
                    .setHostname(sink.host())
                    .setPort(sink.portInUse())
                    .setSsl(sink.implicitTls())
                    .setStarttls(sink.implicitTls() ? StartTLSOptions.DISABLED : StartTLSOptions.REQUIRED)
                    .setKeepAlive(false)
                    .setMaxPoolSize(1)
                    .setLogin(sink.username() == null ? LoginOption.DISABLED : LoginOption.REQUIRED);
            config.setHostnameVerificationAlgorithm("HTTPS");
            config.setConnectTimeout(10_000);
            if (sink.username() != null) {
                config.setUsername(sink.username()).setPassword(secret.orElse(""));
            }
            if (sink.caFile() != null) {
                config.setTrustOptions(
                        new PemTrustOptions().addCertPath(sink.caFile().toString()));
            }
            return config;
        }

        /** The server's own text may quote what was sent to it: only its number is kept. */
        private static ProviderFailure failure(Throwable cause) {
            return switch (cause) {
                case SMTPException refused ->
                    refused.isPermanent()
                            ? new ProviderFailure.Rejected(
                                    Integer.toString(refused.getReplyCode()),
                                    "the mail server does not take it (" + refused.getReplyCode()
                                            + "): check the addresses from and to",
                                    null)
                            : new ProviderFailure.Throttled(
                                    "the mail server asks to come later (" + refused.getReplyCode()
                                            + "): it is sent again by itself",
                                    null,
                                    null);
                case TimeoutException late ->
                    new ProviderFailure.Indeterminate(
                            ProviderFailure.Doubt.TIMED_OUT,
                            "the mail server does not answer in time: it is sent again by itself",
                            null);
                default ->
                    new ProviderFailure.Unreachable(
                            "the mail server cannot be reached, or takes no encrypted connection or not this name and password:"
                                    + " check its address, its certificate and the password");
            };
        }
    }

    /**
     * Posts notices as JSON, signed ({@link WebhookSignature}). The id is that of the first notice, so that a receiver
     * can drop a repeat.
     */
    static final class WebhookSender implements NotificationSender {
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
                    .compose(peer ->
                            http.send(Call.post(sink.url().toString(), "application/json", body, FencingCheck.OPEN)
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
            String told =
                    answer.ok() ? receiver + " took it" : receiver + " does not take it (" + answer.status() + ")";
            return answer.webhookRefusal(told, Integer.toString(answer.status()))
                    .map(ProviderException::<String>failed)
                    .orElseGet(() -> Future.succeededFuture(told));
        }
    }
}
