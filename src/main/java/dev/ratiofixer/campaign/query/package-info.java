/**
 * Declares what is read across campaigns of all nodes: lists, series, orders with their audit trails. {@code store}
 * implements {@link CampaignQueries}; {@code http} asks it.
 */
@NullMarked
package dev.ratiofixer.campaign.query;

import org.jspecify.annotations.NullMarked;
