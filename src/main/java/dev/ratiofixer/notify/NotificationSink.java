package dev.ratiofixer.notify;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratiofixer.notify.NotificationEvent.Severity;
import dev.ratiofixer.settings.SecuritySettings;
import dev.ratiofixer.settings.SettingsCheck;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entry of section {@code notify}: where notices go, and which. Secrets are in the environment. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NotificationSink.Slack.class, name = "slack"),
    @JsonSubTypes.Type(value = NotificationSink.Email.class, name = "email"),
    @JsonSubTypes.Type(value = NotificationSink.Webhook.class, name = "webhook"),
    @JsonSubTypes.Type(value = NotificationSink.Alertmanager.class, name = "alertmanager")
})
public sealed interface NotificationSink {
    /** What the log calls it; once in a configuration. */
    String name();

    /** The events that it wants, {@code null} for all. */
    @Nullable
    Set<NotificationEvent> events();

    /** The least severity that it wants, {@code null} for any. */
    @Nullable
    Severity minSeverity();

    /** When the day's digest is made (UTC), {@code null} for 07:00. */
    @Nullable
    LocalTime digestAt();

    /**
     * The one client of whose campaigns it hears, and of nothing else; {@code null} for everything. One that is held
     * has an address and a signing secret of its own.
     */
    @Nullable
    String client();

    /** Its type as the configuration spells it. */
    default String type() {
        return switch (this) {
            case Slack slack -> "slack";
            case Email email -> "email";
            case Webhook webhook -> "webhook";
            case Alertmanager alertmanager -> "alertmanager";
        };
    }

    /** Whether it wants an event. A test goes everywhere. */
    default boolean wants(NotificationEvent event) {
        Set<NotificationEvent> chosen = events();
        Severity least = minSeverity();
        return event == NotificationEvent.TEST
                || ((chosen == null || chosen.contains(event))
                        && (least == null || event.severity().compareTo(least) >= 0));
    }

    /** When its digest is made, UTC. */
    default LocalTime digestTime() {
        LocalTime chosen = digestAt();
        return chosen == null ? LocalTime.of(7, 0) : chosen;
    }

    /** Reports what is wrong with the sinks of a configuration. */
    static void check(List<NotificationSink> sinks, SettingsCheck check, SecuritySettings security) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < sinks.size(); i++) {
            NotificationSink sink = sinks.get(i);
            SettingsCheck own = check.at(i);
            if (!names.add(sink.name())) {
                own.problem("name", '"' + sink.name() + '"', "must not be another sink's name");
            }
            switch (sink) {
                case Email email -> own.readable("ca_file", email.caFile());
                case Webhook webhook -> own.encrypted("url", webhook.url(), security);
                case Alertmanager alertmanager -> own.encrypted("url", alertmanager.url(), security);
                case Slack slack -> {
                    // Its address is a secret of the environment.
                }
            }
        }
    }

    /** Slack's incoming webhook, or one that speaks its language; the address is {@code SLACK_WEBHOOK_URL}. */
    record Slack(
            String name,
            @Nullable Set<NotificationEvent> events,
            @Nullable Severity minSeverity,
            @Nullable LocalTime digestAt,
            @Nullable String client)
            implements NotificationSink {}

    /**
     * Mail by SMTP, always encrypted: STARTTLS is required, or TLS from the first byte. The password is
     * {@code SMTP_PASSWORD}.
     *
     * @param port {@code null} for 587, or 465 with {@code tls}
     * @param tls whether TLS begins with the first byte, {@code null} for STARTTLS
     * @param username {@code null} where the server asks for none
     * @param caFile PEM file of the authority that the server's certificate is of, {@code null} for the system's
     */
    record Email(
            String name,
            String host,
            @Nullable Integer port,
            @Nullable Boolean tls,
            @Nullable String username,
            @Nullable Path caFile,
            String from,
            List<String> to,
            @Nullable Set<NotificationEvent> events,
            @Nullable Severity minSeverity,
            @Nullable LocalTime digestAt,
            @Nullable String client)
            implements NotificationSink {
        private static final int SUBMISSION = 587;
        private static final int SUBMISSIONS = 465;

        public Email {
            to = List.copyOf(to);
        }

        /** Whether TLS begins with the first byte. */
        public boolean implicitTls() {
            return tls != null && tls;
        }

        public int portInUse() {
            return port == null ? implicitTls() ? SUBMISSIONS : SUBMISSION : port;
        }
    }

    /** A webhook of the team's own, signed with {@code NOTIFY_WEBHOOK_SECRET}. */
    record Webhook(
            String name,
            URI url,
            @Nullable Set<NotificationEvent> events,
            @Nullable Severity minSeverity,
            @Nullable LocalTime digestAt,
            @Nullable String client)
            implements NotificationSink {}

    /** A Prometheus Alertmanager; its origin. */
    record Alertmanager(
            String name,
            URI url,
            @Nullable Set<NotificationEvent> events,
            @Nullable Severity minSeverity,
            @Nullable LocalTime digestAt,
            @Nullable String client)
            implements NotificationSink {}
}
