package dev.ratiofixer.notify;

import java.time.Instant;

/** Something that is not as it should be now, and since when. */
public record Condition(NotificationEvent event, String subject, String detail, Instant since) {
    /** Seen just now. */
    public static Condition now(NotificationEvent event, String subject, String detail) {
        return new Condition(event, subject, detail, Instant.EPOCH);
    }
}
