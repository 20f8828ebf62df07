package dev.ratiofixer.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratiofixer.provider.FencingCheck;
import dev.ratiofixer.provider.ProviderHttpClient;
import dev.ratiofixer.provider.ProviderHttpClient.Call;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Posts alerts to Alertmanager's API v2. What is wrong is sent again while it lasts; what merely happened is an alert
 * of an hour, as that API knows no events. The label set is an alert's identity, so nothing that changes stands in it.
 */
final class AlertmanagerSender implements NotificationSender {
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
        alert.put("startsAt", (starts.isAfter(ends) ? ends : starts).toString()).put("endsAt", ends.toString());
        text.link(notice).ifPresent(link -> alert.put("generatorURL", link));
    }
}
