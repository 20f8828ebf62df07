package dev.ratiofixer.notify;

import java.time.Instant;

/** Something that is not as it should be now, and since when. */
public record AlertCondition(NotificationEvent event, String subject, String detail, Instant since) {
    /** Seen just now. */
    public static AlertCondition now(NotificationEvent event, String subject, String detail) {
        return new AlertCondition(event, subject, detail, Instant.EPOCH);
    }
}
