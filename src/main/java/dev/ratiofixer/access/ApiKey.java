package dev.ratiofixer.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is kept. The key itself is nowhere.
 *
 * @param lastUsedAt when it was last shown, to a few seconds; {@code null} if never
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
        @Nullable String client,
        @Nullable Instant lastUsedAt) {
    /** One that was not used yet. */
    public ApiKey(
            String id,
            String name,
            Role role,
            String hash,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable String client) {
        this(id, name, role, hash, createdAt, expiresAt, revokedAt, client, null);
    }

    /** One that is held to no client and was not used yet. */
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

    /** The same, used then, unless it was used later. */
    public ApiKey used(@Nullable Instant at) {
        return at == null || (lastUsedAt != null && lastUsedAt.isAfter(at))
                ? this
                : new ApiKey(id, name, role, hash, createdAt, expiresAt, revokedAt, client, at);
    }

    Caller caller() {
        return new Caller(id, name, role, client);
    }

    @Override
    public String toString() {
        return "ApiKey[" + id + ", " + name + ", " + role + "]";
    }
}
