package dev.ratiofixer.sandbox.control;

import java.time.Duration;
import java.time.Instant;

/**
 * Describes a way in which calls are to fail for a while.
 *
 * @param route a call's name, or its beginning followed by {@code *}
 * @param status of the answer, for {@link FaultKind#STATUS} and {@link FaultKind#HTML}
 * @param reason Google's code for it; empty for the usual one of the status
 * @param delay real time, for {@link FaultKind#DELAY}
 * @param perMinute how many calls a simulated minute pass, for {@link FaultKind#RATE}
 * @param retryAfterSeconds what the refusal advises; 0 for nothing
 * @param after whether the call is carried out first, so that its effect stands and only the answer is lost
 * @param probability of each call to fail
 * @param times how many calls fail at most
 * @param until when it ends, in simulated time
 */
public record InjectedFault(
        long id,
        String route,
        FaultKind kind,
        int status,
        String reason,
        Duration delay,
        int perMinute,
        int retryAfterSeconds,
        boolean after,
        double probability,
        long times,
        Instant until) {
    /** What happens to the answer. */
    public enum FaultKind {
        /** It has another status, with Google's body for it. */
        STATUS,
        /** It is late, by real time. */
        DELAY,
        /** It never comes; the connection stays open. */
        HANG,
        /** It is 200 and bytes that are no JSON. */
        GARBAGE,
        /** It is a page of HTML. */
        HTML,
        /** It is 200 and ten megabytes. */
        HUGE,
        /** It is the true list without its first item. */
        OMIT,
        /** It stops in the middle and the connection closes. */
        HALF,
        /** The connection closes without it. */
        DROP,
        /** Calls beyond a number a minute are refused as too many. */
        RATE
    }
}
