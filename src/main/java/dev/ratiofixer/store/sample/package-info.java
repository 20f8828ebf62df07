/**
 * Samples of counters ({@code youtube_campaign_samples}, partitioned by day): batched writes, retention, and an owner's
 * samples as training rows. May know {@code youtube} and {@code model}.
 */
@NullMarked
package dev.ratiofixer.store.sample;

import org.jspecify.annotations.NullMarked;
