/**
 * The choice of a lever, pure: facts in, planned orders out. What paid viewers do is estimated from the campaign's own
 * days ({@link dev.ratiofixer.smm.policy.adbudget.PaidEngagementEstimator}), what an order brought by
 * {@link dev.ratiofixer.smm.policy.OrderEffectEstimator}. Start at {@link PromotionPolicy}.
 */
@NullMarked
package dev.ratiofixer.smm.policy;

import org.jspecify.annotations.NullMarked;
