/**
 * The choice of a lever, pure: facts in, planned orders out. What paid viewers do is estimated from the campaign's own
 * days ({@link PaidEngagementEstimator}), what an order brought by {@link UpliftEstimator}. Start at
 * {@link PromotionPolicy}.
 */
@NullMarked
package dev.ratiofixer.smm.policy;

import org.jspecify.annotations.NullMarked;
