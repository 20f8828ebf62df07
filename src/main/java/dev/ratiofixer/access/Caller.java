package dev.ratiofixer.access;

/**
 * Identifies who makes a call.
 *
 * @param keyId id of the key, by which it can be revoked and is limited
 * @param name the key's name, kept with what it did
 */
public record Caller(String keyId, String name, Role role) {}
