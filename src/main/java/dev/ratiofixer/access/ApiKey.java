package dev.ratiofixer.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is kept. The key itself is nowhere.
 *
 * @param hash SHA-256 of the key, in hex; a key that is made here has 256 random bits, so it needs no salt
 * @param client the client to which its holder is held, {@code null} for none
 */
public record ApiKey(
        String id,
        String name,
        Role role,
        String hash,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String client) {
    /** One that is held to no client. */
    public ApiKey(
            String id,
            String name,
            Role role,
            String hash,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt) {
        this(id, name, role, hash, createdAt, expiresAt, revokedAt, null);
    }

    /** Whether it is valid at an instant. */
    public boolean isActive(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    Caller caller() {
        return new Caller(id, name, role, client);
    }

    @Override
    public String toString() {
        return "ApiKey[" + id + ", " + name + ", " + role + "]";
    }
}
