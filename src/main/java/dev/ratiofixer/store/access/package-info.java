/**
 * API keys, sessions, links to reports, which channels' owners have authorized this client, and which owner's tokens
 * must not post. May know the {@code access} and {@code smm} ports that it implements.
 */
@NullMarked
package dev.ratiofixer.store.access;

import org.jspecify.annotations.NullMarked;
