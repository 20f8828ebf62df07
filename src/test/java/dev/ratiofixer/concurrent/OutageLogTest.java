package dev.ratiofixer.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutageLogTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void saysOnceThatItIsAwayAndOnceThatItIsBack() {
        OutageLog log = new OutageLog(cause -> lines.add(cause.getMessage()), () -> lines.add("back"));

        log.of(Future.succeededFuture());
        log.of(Future.failedFuture("away"));
        log.of(Future.failedFuture("still away"));
        log.of(Future.succeededFuture());
        log.of(Future.succeededFuture());
        log.of(Future.failedFuture("away again"));

        assertThat(lines).containsExactly("away", "back", "away again");
    }

    @Test
    void failuresOfOneKindAreToldOnceAMinuteWithTheirNumber() {
        AtomicLong nanos = new AtomicLong(-TimeUnit.MINUTES.toNanos(1));
        ThrottledErrorLog log = new ThrottledErrorLog(nanos::get);

        for (int second = 0; second < 150; second++) {
            log.log("Tick", new IllegalStateException("away"), alike -> lines.add("Tick " + alike));
            if (second == 70) {
                log.log("Tick", new IllegalArgumentException("other"), alike -> lines.add("Tick, of another cause"));
                log.log("Tock", new IllegalStateException("away"), alike -> lines.add("Tock"));
            }
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }

        assertThat(lines).containsExactly("Tick 0", "Tick 59", "Tick, of another cause", "Tock", "Tick 59");
    }
}
