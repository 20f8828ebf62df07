package dev.ratiofixer.http.live;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest events, numbered from 1 without gaps; each new one replaces the oldest. Confined to the stream's
 * context.
 */
final class ReplayBuffer {
    private final @Nullable LiveEvent[] events;
    private final String epoch;
    private long newest;

    /**
     * @param capacity how many are kept
     * @param epoch distinguishes this process's numbers from another's
     */
    ReplayBuffer(int capacity, String epoch) {
        this.events = new @Nullable LiveEvent[capacity];
        this.epoch = epoch;
    }

    void add(String type, String campaignId, String client, Object body) {
        newest++;
        events[slot(newest)] = new LiveEvent(newest, id(newest), type, campaignId, client, body);
    }

    /** Number of the newest event, 0 before the first. */
    long newest() {
        return newest;
    }

    /** Whether all that came after this number is still here. */
    boolean reachesBackTo(long number) {
        return number >= newest - events.length && number <= newest;
    }

    /** The event of a number that is still here. */
    LiveEvent get(long number) {
        LiveEvent event = events[slot(number)];
        if (event == null || event.number() != number) {
            throw new IllegalArgumentException("event " + number + " is not kept");
        }
        return event;
    }

    String id(long number) {
        return epoch + "-" + number;
    }

    /** The number that a {@code Last-Event-ID} names; empty if it is another process's, or too old. */
    Optional<Long> numberOf(String lastEventId) {
        String prefix = epoch + "-";
        if (!lastEventId.startsWith(prefix)
                || !lastEventId.substring(prefix.length()).matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(lastEventId.substring(prefix.length())))
                .filter(this::reachesBackTo);
    }

    private int slot(long number) {
        return (int) (number % events.length);
    }
}
