package dev.ratiofixer.smm.api;

import java.time.Instant;

/**
 * The owner's recorded permission to place orders without asking each time.
 *
 * @param grantedBy who gave it
 * @param expiresAt from when it counts no more
 */
public record Consent(String grantedBy, Instant grantedAt, Instant expiresAt) {
    /** Whether it counts at an instant. */
    public boolean covers(Instant at) {
        return !at.isBefore(grantedAt) && at.isBefore(expiresAt);
    }

    /** Whether it allows all that another one does: it is the same person's, and holds as long. */
    public boolean includes(Consent other) {
        return grantedBy.equals(other.grantedBy)
                && !grantedAt.isAfter(other.grantedAt)
                && !expiresAt.isBefore(other.expiresAt);
    }
}
