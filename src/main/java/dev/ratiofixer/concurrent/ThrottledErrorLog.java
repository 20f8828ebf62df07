package dev.ratiofixer.concurrent;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Thins log lines about failures: of those of one kind of message by one kind of cause, the first is told at once and
 * the others once a minute, with their number. A database that is away fails ten thousand campaigns alike. Belongs to
 * one context; bounded, as kinds are classes.
 */
public final class ThrottledErrorLog {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private record ErrorKind(String message, Class<?> cause) {}

    private static final class ReportedError {
        private long atNanos;
        private long since;
    }

    private final Map<ErrorKind, ReportedError> told = new HashMap<>();
    private final LongSupplier nanoTime;

    /**
     * Makes one that has told nothing yet.
     *
     * @param nanoTime a monotonic clock, as {@link System#nanoTime}
     */
    public ThrottledErrorLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Writes a line, or counts the failure for the next one.
     *
     * @param line gets how many alike were not told since the last line
     */
    public void log(String message, Throwable cause, LongConsumer line) {
        long nowNanos = nanoTime.getAsLong();
        ReportedError last = told.get(new ErrorKind(message, cause.getClass()));
        if (last == null) {
            last = new ReportedError();
            told.put(new ErrorKind(message, cause.getClass()), last);
        } else if (nowNanos - last.atNanos < PAUSE.toNanos()) {
            last.since++;
            return;
        }
        line.accept(last.since);
        last.atNanos = nowNanos;
        last.since = 0;
    }
}
