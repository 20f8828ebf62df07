package dev.ratiofixer.smm.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of an order's history; appended with each change and never altered.
 *
 * @param actor who did it: a key's name, {@code policy}, {@code engine}
 * @param detail one sentence for people
 * @param requestId the provider's id of the request that it is about
 */
public record OrderEvent(
        Instant at, String actor, String detail, @Nullable String requestId) {
    /** The engine's own doing. */
    public static OrderEvent engine(Instant at, String detail) {
        return new OrderEvent(at, "engine", detail, null);
    }
}
