/**
 * Campaigns ({@code ratio_fixer_campaigns} and the dashboard's {@code youtube_campaigns}): inserts, snapshots that are
 * written behind, and the lists that people read. May know {@code campaign} and the stores of samples and orders. Start
 * at {@link PgCampaignStore}.
 */
@NullMarked
package dev.ratiofixer.store.campaign;

import org.jspecify.annotations.NullMarked;
