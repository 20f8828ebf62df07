/**
 * API keys ({@code ratio_fixer_api_keys}) and the confirmed authorizations of channels' owners
 * ({@code ratio_fixer_authorizations}). May know the {@code access} and {@code smm} ports that it implements.
 */
@NullMarked
package dev.ratiofixer.store.access;

import org.jspecify.annotations.NullMarked;
