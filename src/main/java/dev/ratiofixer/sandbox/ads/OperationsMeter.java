package dev.ratiofixer.sandbox.ads;

import dev.ratiofixer.sandbox.wire.RefusedException;
import dev.ratiofixer.sandbox.wire.Reply;
import dev.ratiofixer.sandbox.wire.WireRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts the operations of a rolling 24 hours, as Google's access levels do: a search is one, a change one an
 * operation. Safe on any thread.
 */
public final class OperationsMeter {
    private static final long DAY_MILLIS = Duration.ofHours(24).toMillis();

    private record Used(long atMillis, int operations) {}

    private final InstantSource clock;
    private final long limit;
    private final Deque<Used> used = new ArrayDeque<>();
    private long now;
    private long highest;
    private long total;

    /** @param limit operations of 24 hours, 0 for no limit */
    public OperationsMeter(InstantSource clock, long limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /** Counts a call, or refuses it. */
    synchronized void charge(WireRequest call, String requestId) {
        int operations = operations(call);
        long at = clock.millis();
        while (!used.isEmpty() && used.getFirst().atMillis() <= at - DAY_MILLIS) {
            now -= used.removeFirst().operations();
        }
        if (limit > 0 && now + operations > limit) {
            long seconds = used.isEmpty() ? 60 : (used.getFirst().atMillis() + DAY_MILLIS - at) / 1000 + 1;
            throw refused(requestId, seconds);
        }
        used.addLast(new Used(at, operations));
        now += operations;
        total += operations;
        highest = Math.max(highest, now);
    }

    /** Returns the most that ever counted in one 24 hours. */
    public synchronized long highest() {
        return highest;
    }

    /** Returns all that were ever let through. */
    public synchronized long total() {
        return total;
    }

    private static int operations(WireRequest call) {
        try {
            return call.body().toJsonObject().getValue("operations") instanceof JsonArray several
                    ? Math.max(1, several.size())
                    : 1;
        } catch (DecodeException | ClassCastException unreadable) {
            return 1;
        }
    }

    private static RefusedException refused(String requestId, long seconds) {
        Reply plain = new AdsFailure(
                        429,
                        "quotaError",
                        "RESOURCE_EXHAUSTED",
                        "Too many requests. Retry in " + seconds + " seconds.",
                        "",
                        "")
                .reply(requestId);
        JsonObject body = plain.body().toJsonObject();
        JsonObject error = body.getJsonObject("error")
                .getJsonArray("details")
                .getJsonObject(0)
                .getJsonArray("errors")
                .getJsonObject(0);
        error.put(
                "details",
                new JsonObject()
                        .put(
                                "quotaErrorDetails",
                                new JsonObject()
                                        .put("rateScope", "DEVELOPER")
                                        .put("rateName", "Number of operations for explorer access")
                                        .put("retryDelay", seconds + "s")));
        return new RefusedException(Reply.json(429, body).with("request-id", requestId));
    }
}
