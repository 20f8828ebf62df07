package dev.ratiofixer.http;

import dev.ratiofixer.notify.Notice;
import dev.ratiofixer.notify.NotificationCenter;
import dev.ratiofixer.notify.NotificationEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Three notices that one receiver got, and a second receiver that refuses. */
final class FakeNotifications implements NotificationCenter {
    @Override
    public Future<List<LoggedNotice>> log(@Nullable Long before, int limit) {
        return Future.succeededFuture(LongStream.iterate(3, id -> id - 1)
                .limit(3)
                .filter(id -> before == null || id < before)
                .limit(limit)
                .mapToObj(id -> new LoggedNotice(
                        new Notice(
                                id,
                                FakeEngine.START,
                                NotificationEvent.LIMIT_REACHED,
                                "Harbour Lights launch",
                                "100.00 of 100.00 USD is reserved or spent today",
                                false,
                                null,
                                null,
                                null,
                                null,
                                null),
                        List.of(new Delivery("team", "sent", 1, FakeEngine.START, "Slack took it"))))
                .toList());
    }

    @Override
    public List<SinkState> sinks() {
        return List.of(
                new SinkState("team", "slack", null, List.of(NotificationEvent.ORDER_WAITS), null),
                new SinkState(
                        "ops",
                        "email",
                        null,
                        List.of(NotificationEvent.DIGEST),
                        "the mail server does not take it (550): check the addresses from and to"));
    }

    @Override
    public Future<List<TestResult>> test(@Nullable String sink, String actor) {
        return Future.succeededFuture(List.of(
                        new TestResult("team", true, "Slack took it"),
                        new TestResult(
                                "ops",
                                false,
                                "the mail server does not take it (550): check the addresses from and to"))
                .stream()
                .filter(result -> sink == null || result.sink().equals(sink))
                .toList());
    }
}
