package dev.ratiofixer.notify;

import dev.ratiofixer.concurrent.OutageLog;
import dev.ratiofixer.concurrent.RepeatingTask;
import dev.ratiofixer.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again at what is wrong on this node and in the database, and notes it in the outbox. */
public final class ConditionMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(ConditionMonitor.class);
    private static final Duration LOOK = Duration.ofSeconds(20);

    private final NotificationOutbox outbox;
    private final List<Supplier<Future<List<AlertCondition>>>> sources;
    private final RepeatingTask looks;
    private final OutageLog outages = new OutageLog(
            cause -> LOG.warn("what is wrong cannot be noted, it is tried again: {}", cause.toString()),
            () -> LOG.info("what is wrong is noted again"));

    /**
     * Starts nothing yet.
     *
     * @param sources each says what is wrong now; one that fails is left out
     * @param timers real time
     */
    public ConditionMonitor(
            NotificationOutbox outbox, List<Supplier<Future<List<AlertCondition>>>> sources, Timers timers) {
        this.outbox = outbox;
        this.sources = List.copyOf(sources);
        this.looks = new RepeatingTask(timers, LOOK, this::look);
    }

    public void start() {
        looks.later();
    }

    public void stop() {
        looks.stop();
    }

    private Future<Void> look() {
        List<Future<List<AlertCondition>>> asked = sources.stream()
                .map(source -> source.get().otherwise(List.of()))
                .toList();
        return outages.of(Future.all(asked)
                .compose(all -> outbox.seen(all.<List<AlertCondition>>list().stream()
                        .flatMap(List::stream)
                        .toList())));
    }
}
