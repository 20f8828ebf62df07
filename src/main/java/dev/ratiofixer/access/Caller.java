package dev.ratiofixer.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Identifies who makes a call.
 *
 * @param keyId id of the key, by which it can be revoked and is limited
 * @param name the key's name, kept with what it did
 * @param client id of the one client to which the caller is held: of all others there is nothing for it; {@code null}
 *     for a caller that sees all
 */
public record Caller(
        String keyId, String name, Role role, @Nullable String client) {
    /** One that sees all. */
    public Caller(String keyId, String name, Role role) {
        this(keyId, name, role, null);
    }

    /** The client to which the caller is held. */
    public Optional<String> heldTo() {
        return Optional.ofNullable(client);
    }

    /**
     * Whether the caller may know of what belongs to a client.
     *
     * @param owner {@code null} or blank for nobody's
     */
    public boolean sees(@Nullable String owner) {
        return client == null || client.equals(owner);
    }
}
