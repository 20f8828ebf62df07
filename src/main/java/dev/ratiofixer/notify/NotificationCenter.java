package dev.ratiofixer.notify;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the API shows of notifications, and the test of a sink. Callable from every context. */
public interface NotificationCenter {
    /**
     * What people were told, newest first.
     *
     * @param before only notices older than this one's number; {@code null} for the newest
     */
    Future<List<LoggedNotice>> log(@Nullable Long before, int limit);

    /** The sinks of the configuration in force. */
    List<SinkState> sinks();

    /**
     * Sends a test now.
     *
     * @param sink {@code null} for every sink
     * @return what each of them said; empty if there is no such sink
     */
    Future<List<TestResult>> test(@Nullable String sink, String actor);

    /**
     * A notice and what became of it at each sink that wanted it.
     *
     * @param deliveries none where no sink wanted it
     */
    record LoggedNotice(Notice notice, List<Delivery> deliveries) {}

    /**
     * One sink's part.
     *
     * @param status {@code waiting, sent, failed} or {@code dropped}
     * @param answer what the sink said last, {@code null} before
     */
    record Delivery(
            String sink,
            String status,
            int attempts,
            @Nullable Instant sentAt,
            @Nullable String answer) {}

    /**
     * A sink.
     *
     * @param client the client of whose campaigns alone it hears, {@code null} for everything
     * @param problem what keeps it from being told, {@code null} where nothing is known
     */
    record SinkState(
            String name,
            String type,
            @Nullable String client,
            List<NotificationEvent> events,
            @Nullable String problem) {}

    /** What a sink said to a test. */
    record TestResult(String sink, boolean ok, String detail) {}
}
