package dev.ratiofixer.smm.api;

import java.time.Instant;

/**
 * The owner's recorded permission to place orders without asking each time.
 *
 * @param grantedBy who gave it
 * @param expiresAt from when it counts no more
 * @param trials whether it allows randomised trials of the ads budget, too
 */
public record Consent(String grantedBy, Instant grantedAt, Instant expiresAt, boolean trials) {
    /** One that allows no trials. */
    public Consent(String grantedBy, Instant grantedAt, Instant expiresAt) {
        this(grantedBy, grantedAt, expiresAt, false);
    }

    /** Whether it counts at an instant. */
    public boolean covers(Instant at) {
        return !at.isBefore(grantedAt) && at.isBefore(expiresAt);
    }

    /** Whether it allows all that another one does: it is the same person's, and holds as long. */
    public boolean includes(Consent other) {
        return grantedBy.equals(other.grantedBy)
                && !grantedAt.isAfter(other.grantedAt)
                && !expiresAt.isBefore(other.expiresAt)
                && (trials || !other.trials);
    }
}
