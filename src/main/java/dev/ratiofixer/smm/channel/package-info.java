/**
 * The providers that promotion goes through, one client each: Google Ads, the owner's comments on YouTube, Google
 * Sheets, a team's webhook, and OAuth. Each call has a time limit, a bounded queue and a named failure
 * ({@link ProviderFailure}). Knows Vert.x, {@code money} and {@code video}; nothing of orders. Start at
 * {@link ProviderHttpClient}.
 */
@NullMarked
package dev.ratiofixer.smm.channel;

import org.jspecify.annotations.NullMarked;
