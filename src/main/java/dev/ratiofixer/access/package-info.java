/**
 * Decides who may do what: named keys with roles, kept as hashes ({@link ApiKeyRegistry}), sessions of the dashboard
 * ({@link Sessions}), rate limits. Knows no other module. Start at {@link Authenticator}, which every call passes.
 */
@NullMarked
package dev.ratiofixer.access;

import org.jspecify.annotations.NullMarked;
