/**
 * Who may do what: named keys with roles, kept as hashes ({@link KeyRing}), sessions of the dashboard
 * ({@link Sessions}), rate limits. Start at {@link Gate}, which every call passes.
 */
@NullMarked
package dev.ratiofixer.http.access;

import org.jspecify.annotations.NullMarked;
