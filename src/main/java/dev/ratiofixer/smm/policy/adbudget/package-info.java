/**
 * The choice of a daily budget: what paid viewers do ({@link PaidEngagementEstimator}), the next amount
 * ({@link BudgetLever}), and what a budget order cost and brought ({@link BudgetOutcome}). Pure.
 */
@NullMarked
package dev.ratiofixer.smm.policy.adbudget;

import org.jspecify.annotations.NullMarked;
