package dev.ratiofixer.notify;

import dev.ratiofixer.provider.ProviderException;
import dev.ratiofixer.provider.ProviderFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Sends plain-text mail, never without encryption. A connection is made for each message. */
final class MailSender implements NotificationSender {
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
                    "missing", "there is no password for the mail server", "set SMTP_PASSWORD"));
        }
        MailMessage message = new MailMessage()
                .setFrom(sink.from())
                .setTo(sink.to())
                .setSubject(MessageText.subject(notices))
                .setText(text.plain(notices));
        MailClient client = MailClient.create(vertx, config(secret));
        return client.sendMail(message)
                .timeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .map(result ->
                        "the mail server took it for " + result.getRecipients().size() + " recipients")
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
                                "the mail server refuses it (" + refused.getReplyCode() + ")",
                                null)
                        : new ProviderFailure.Throttled(
                                "the mail server puts it off (" + refused.getReplyCode() + ")", null, null);
            case TimeoutException late ->
                new ProviderFailure.Indeterminate(
                        ProviderFailure.Doubt.TIMED_OUT, "the mail server does not answer in time", null);
            default ->
                new ProviderFailure.Unreachable("the mail server takes no encrypted connection or no login ("
                        + cause.getClass().getSimpleName() + ")");
        };
    }
}
